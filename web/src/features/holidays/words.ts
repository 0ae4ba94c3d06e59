import type { Holiday } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { dayInShort } from '../../time/zone.ts'

/** "25 Dec 2026: Christmas Day" */
export const holidayInShort = ({ date, name }: Pick<Holiday, 'date' | 'name'>): string =>
  t('doctors.holidays.inShort', { day: dayInShort(date), name })

import { Flex } from '@chakra-ui/react'
import { t } from '../../language/inside.ts'
import { dayInWords } from '../../time/zone.ts'
import { Choose } from '../../ui/Choose.tsx'
import type { Column } from './columns.ts'

interface ColumnChoiceProps {
  columns: Column[]
  isOfWeek: boolean
  /** Index of the first column in sight. */
  inSight: number
  onChoose: (index: number) => void
}

/** On a phone, which shows one column at a time: which one. */
export const ColumnChoice = ({ columns, isOfWeek, inSight, onChoose }: ColumnChoiceProps) => (
  <Flex hideFrom="md" mb="3">
    <Choose
      label={t('calendar.shownColumn')}
      isLabelHidden
      value={String(Math.min(inSight, columns.length - 1))}
      options={columns.map(({ day, doctor }, index) => ({
        value: String(index),
        label: isOfWeek ? dayInWords(day.date) : doctor.name,
      }))}
      onChoose={(index) => onChoose(Number(index))}
    />
  </Flex>
)

import { t } from '../language/t.ts'

interface Named {
  /** Null while the service that knows it cannot be asked. */
  name: string | null
}

export const nameOf = ({ name }: Named): string => name ?? t('ui.nameUnavailable')

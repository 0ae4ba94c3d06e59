import { Link } from '@chakra-ui/react'
import { t } from '../../language/inside.ts'

interface ReachProps {
  /** Of an address: `tel:`, `mailto:`. */
  scheme: 'tel' | 'mailto'
  value: string | null
}

/** A number that is called, or an address that is written to, with a click. */
export const Reach = ({ scheme, value }: ReachProps) =>
  value ? (
    <Link href={`${scheme}:${value}`} color="brand.fg" variant="underline">
      {value}
    </Link>
  ) : (
    t('patients.notKnown')
  )

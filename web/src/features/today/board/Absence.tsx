import { Badge } from '@chakra-ui/react'
import { CalendarOff } from 'lucide-react'
import { useTick } from '../../../time/use-tick.ts'
import { useSignedIn } from '../../auth/signed-in.ts'
import { absenceInWords } from './absence.ts'

const minuteMs = 60_000
const wholeMinute = (now: number) => Math.floor(now / minuteMs) * minuteMs

/** Says so where a doctor is away today. */
export function Absence({ leave }: { leave: Parameters<typeof absenceInWords>[0] }) {
  const { clock } = useSignedIn()
  const words = absenceInWords(leave, clock, useTick(wholeMinute))
  return (
    words && (
      <Badge colorPalette="orange" whiteSpace="normal" userSelect="text">
        <CalendarOff size="1em" aria-hidden />
        {words}
      </Badge>
    )
  )
}

import { t } from '../../language/inside.ts'
import { conflictAhead } from '../appointments/conflict-ahead.ts'
import { describeConflict } from '../appointments/conflicts.ts'
import type { Timetable } from '../appointments/timetable.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { type Reach, reachOf } from './cells.ts'
import { type Drag, targetOf } from './drag.ts'
import { Ghost } from './Ghost.tsx'

interface PreviewProps {
  /** What the pointer drags over this column. */
  drag: Drag | undefined
  /** What the keyboard has chosen in it. */
  chosen: Reach | undefined
  scale: number
  timetable: Timetable
}

/** What would be booked in a column, or moved there, and what would stand in its way. */
export function Preview({ drag, chosen, scale, timetable }: PreviewProps) {
  const { user, clock } = useSignedIn()
  const inWords = (from: string, to: string) => t('calendar.span', { from: clock.clock(from), to: clock.clock(to) })
  if (drag?.kind === 'move') {
    const { appointment, top, bottom } = drag.entry
    const target = targetOf(drag)
    const kind = conflictAhead(appointment, target, timetable, new Date())
    return (
      <Ghost
        top={drag.cell.top}
        bottom={drag.cell.top + bottom - top}
        scale={scale}
        label={inWords(target.startsAt, target.endsAt)}
        warning={kind && describeConflict(kind, target.doctor, user.role).words}
      />
    )
  }
  const reach = drag ? reachOf(drag.anchor, drag.head) : chosen
  if (!reach) return null
  const { startsAt, endsAt, top, bottom } = reach
  const [from, to] = [new Date(startsAt).toISOString(), new Date(endsAt).toISOString()]
  return <Ghost top={top} bottom={bottom} scale={scale} label={inWords(from, to)} />
}

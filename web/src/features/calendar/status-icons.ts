import { isStartable, type Status } from '@wardline/appointment/rules'
import {
  CalendarCheck,
  CheckCheck,
  CircleHelp,
  CircleSlash,
  DoorOpen,
  Hourglass,
  type LucideIcon,
  Stethoscope,
  UserCheck,
  UserX,
  X,
} from 'lucide-react'
import type { Appointment } from '../../api/records.ts'

/** A sign for each status, for whom colours say little. */
const icons: Record<Status, LucideIcon> = {
  proposed: CircleHelp,
  waitlist: Hourglass,
  pending: CircleHelp,
  booked: CalendarCheck,
  arrived: DoorOpen,
  'checked-in': UserCheck,
  fulfilled: CheckCheck,
  noshow: UserX,
  cancelled: X,
  'entered-in-error': CircleSlash,
}

export const statusIcon = ({ status, startedAt }: Pick<Appointment, 'status' | 'startedAt'>): LucideIcon =>
  startedAt && isStartable(status) ? Stethoscope : icons[status]

import { type Action, may, type Relation, type Role } from '@wardline/kit/permissions'
import {
  Bell,
  CalendarCog,
  CalendarDays,
  Contact,
  Hourglass,
  LayoutDashboard,
  type LucideIcon,
  MailWarning,
  Megaphone,
  SlidersHorizontal,
  Stethoscope,
  UserCog,
} from 'lucide-react'
import { t } from '../../language/t.ts'

interface MenuPage {
  to:
    | '/'
    | '/appointments'
    | '/patients'
    | '/doctors'
    | '/holidays'
    | '/send'
    | '/deliveries'
    | '/users'
    | '/notifications'
    | '/waitlist'
    | '/preferences'
  label: string
  icon: LucideIcon
  /** Whoever may do this finds the page in the menu; with a relation, only who may in that one. */
  action: Action
  relation?: Relation
}

const menu: MenuPage[] = [
  { to: '/', label: 'Today', icon: LayoutDashboard, action: 'account.read' },
  { to: '/appointments', label: 'Appointments', icon: CalendarDays, action: 'appointment.read' },
  { to: '/waitlist', label: 'Waiting list', icon: Hourglass, action: 'waitlist.read' },
  { to: '/patients', label: 'Patients', icon: Contact, action: 'patient.read', relation: 'any' },
  { to: '/doctors', label: 'Doctors', icon: Stethoscope, action: 'doctor.read' },
  { to: '/holidays', label: t('doctors.holidays.title'), icon: CalendarCog, action: 'holiday.manage' },
  { to: '/notifications', label: 'Notifications', icon: Bell, action: 'notification.read' },
  { to: '/send', label: 'Send a message', icon: Megaphone, action: 'notification.send' },
  { to: '/deliveries', label: 'Failed deliveries', icon: MailWarning, action: 'delivery.read' },
  { to: '/users', label: 'Users', icon: UserCog, action: 'user.manage' },
  { to: '/preferences', label: 'Preferences', icon: SlidersHorizontal, action: 'notification.preferences' },
]

export const menuFor = (role: Role): MenuPage[] =>
  menu.filter(({ action, relation }) => {
    const granted = may(role, action)
    return granted && (!relation || granted === relation)
  })

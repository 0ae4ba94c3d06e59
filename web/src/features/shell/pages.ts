import { type Action, may, type Relation, type Role } from '@wardline/kit/permissions'
import {
  Bell,
  CalendarCog,
  CalendarDays,
  CalendarRange,
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
import { t } from '../../language/inside.ts'

interface MenuPage {
  to:
    | '/'
    | '/appointments'
    | '/calendar'
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
  /** The letter that leads there, after g. */
  letter?: string
  /** Whoever may do this finds the page in the menu; with a relation, only who may in that one. */
  action: Action
  relation?: Relation
}

const menu: MenuPage[] = [
  { to: '/', letter: 't', label: t('shell.pages.today'), icon: LayoutDashboard, action: 'account.read' },
  { to: '/calendar', letter: 'c', label: t('calendar.menu'), icon: CalendarRange, action: 'board.read' },
  {
    to: '/appointments',
    letter: 'a',
    label: t('shell.pages.appointments'),
    icon: CalendarDays,
    action: 'appointment.read',
  },
  { to: '/waitlist', letter: 'w', label: t('shell.pages.waitlist'), icon: Hourglass, action: 'waitlist.read' },
  {
    to: '/patients',
    letter: 'p',
    label: t('shell.pages.patients'),
    icon: Contact,
    action: 'patient.read',
    relation: 'any',
  },
  { to: '/doctors', letter: 'd', label: t('shell.pages.doctors'), icon: Stethoscope, action: 'doctor.read' },
  {
    to: '/holidays',
    letter: 'h',
    label: t('doctors.holidays.title'),
    icon: CalendarCog,
    action: 'holiday.manage',
  },
  { to: '/notifications', letter: 'n', label: t('shell.pages.notifications'), icon: Bell, action: 'notification.read' },
  { to: '/send', letter: 's', label: t('shell.pages.send'), icon: Megaphone, action: 'notification.send' },
  { to: '/deliveries', letter: 'f', label: t('shell.pages.deliveries'), icon: MailWarning, action: 'delivery.read' },
  { to: '/users', letter: 'u', label: t('shell.pages.users'), icon: UserCog, action: 'user.manage' },
  {
    to: '/preferences',
    letter: ',',
    label: t('shell.pages.preferences'),
    icon: SlidersHorizontal,
    action: 'notification.preferences',
  },
]

export const menuFor = (role: Role): MenuPage[] =>
  menu.filter(({ action, relation }) => {
    const granted = may(role, action)
    return granted && (!relation || granted === relation)
  })

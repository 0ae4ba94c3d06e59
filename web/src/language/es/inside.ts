import type { Inside } from '../catalogue.ts'
import appointments from './appointments.ts'
import calendar from './calendar.ts'
import deliveries from './deliveries.ts'
import doctors from './doctors.ts'
import leave from './leave.ts'
import notifications from './notifications.ts'
import palette from './palette.ts'
import patients from './patients.ts'
import preferences from './preferences.ts'
import send from './send.ts'
import today from './today.ts'
import users from './users.ts'
import waitlist from './waitlist.ts'

/** By feature, as the folders are: what is needed once somebody has logged in. */
export default {
  appointments,
  calendar,
  deliveries,
  doctors,
  leave,
  notifications,
  palette,
  patients,
  preferences,
  send,
  today,
  users,
  waitlist,
} satisfies Inside

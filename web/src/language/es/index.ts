import type { Catalogue } from '../catalogue.ts'
import appointments from './appointments.ts'
import auth from './auth.ts'
import calendar from './calendar.ts'
import deliveries from './deliveries.ts'
import doctors from './doctors.ts'
import leave from './leave.ts'
import notifications from './notifications.ts'
import palette from './palette.ts'
import patients from './patients.ts'
import preferences from './preferences.ts'
import problems from './problems.ts'
import send from './send.ts'
import shell from './shell.ts'
import time from './time.ts'
import today from './today.ts'
import ui from './ui.ts'
import users from './users.ts'
import waitlist from './waitlist.ts'

/** By feature, as the folders are; `ui` and `time` are everybody's. */
export default {
  appointments,
  auth,
  calendar,
  deliveries,
  doctors,
  leave,
  notifications,
  palette,
  patients,
  preferences,
  problems,
  send,
  shell,
  time,
  today,
  ui,
  users,
  waitlist,
} satisfies Catalogue

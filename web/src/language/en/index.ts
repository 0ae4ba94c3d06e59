import auth from './auth.ts'
import problems from './problems.ts'
import refusals from './refusals.ts'
import shell from './shell.ts'
import time from './time.ts'
import ui from './ui.ts'

/** By feature, as the folders are: what stands in front of the log-in and around every page; `ui` and `time` are everybody's. */
export default {
  auth,
  problems,
  refusals,
  shell,
  time,
  ui,
} as const

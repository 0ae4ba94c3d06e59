import type { Part } from '../catalogue.ts'

export default {
  justNow: 'ahora mismo',
  minutesAgo: 'hace {{count}} min',
  todayAt: 'hoy, {{clock}}',
} satisfies Part<'time'>

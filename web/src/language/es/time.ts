import type { Part } from '../catalogue.ts'

export default {
  justNow: 'ahora mismo',
  minutesAgo: 'hace {{count}} min',
  onDayAt: '{{day}}, {{clock}}',
  todayAt: 'hoy, {{clock}}',
} satisfies Part<'time'>

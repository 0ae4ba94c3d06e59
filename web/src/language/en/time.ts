export default {
  justNow: 'just now',
  minutesAgo: '{{count}} min ago',
  onDayAt: '{{day}}, {{clock}}',
  todayAt: 'today, {{clock}}',
} as const

export default {
  justNow: 'just now',
  minutesAgo: '{{count}} min ago',
  todayAt: 'today, {{clock}}',
} as const

import { isUuid } from '@wardline/kit/schema'

/** Pages of the app that an e-mail may name. */
const pages = new Set([
  'appointments',
  'deliveries',
  'doctors',
  'handovers',
  'notifications',
  'patients',
  'results',
  'shifts',
  'users',
  'waitlist',
  'wards',
])

/** Where everything is found that somebody was told. */
export const inboxPath = '/app/notifications'

const isPlain = (step: string): boolean => pages.has(step) || isUuid(step) || /^\d{1,6}$/.test(step)

/**
 * A link of the app as it may leave the house: the names of pages and ids. A sender may write anything into a link, a person's name too;
 * what is not plain leads to the inbox, where the whole link is. Searches, which may hold names and times, stay behind as well.
 */
export function neutralLink(link: string | null): string {
  const [path = ''] = (link ?? inboxPath).split(/[?#]/, 1)
  const steps = path
    .replace(/^\/app\//, '')
    .replace(/\/$/, '')
    .split('/')
  return steps.every(isPlain) ? `/app/${steps.join('/')}` : inboxPath
}

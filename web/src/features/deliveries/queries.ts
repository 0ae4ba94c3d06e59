import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import { toApiError } from '../../api/problem.ts'
import type { Failure, Health } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { nameOf } from '../../ui/names.ts'
import { doctorQuery } from '../doctors/queries.ts'
import { patientQuery } from '../patients/queries.ts'
import { userQuery } from '../users/queries.ts'
import { type FailureFilter, type FailureSearch, filterOf, type Span, spans } from './filter.ts'

/** What did not reach anybody, by cause. */
export const failuresQuery = (search: FailureSearch = {}) =>
  queryOptions({
    queryKey: ['deliveries', 'failures', search],
    queryFn: () => unwrap(api.notifications.failures.get({ query: filterOf(search, Date.now()) })),
  })

/** Every channel of one notification, with each attempt. */
export const deliveriesQuery = (notificationId: string) =>
  queryOptions({
    queryKey: ['deliveries', 'of', notificationId],
    queryFn: () => unwrap(api.notifications({ id: notificationId }).deliveries.get()),
  })

/** One notification, whoever it is for. */
export const notificationQuery = (id: string) =>
  queryOptions({ queryKey: ['deliveries', 'notification', id], queryFn: () => unwrap(api.notifications({ id }).get()) })

/** Who did what about one notification. */
export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['deliveries', 'history', id],
    queryFn: () => unwrap(api.notifications({ id }).history.get()),
  })

const hourMs = 3_600_000

/** Hints tell of what ended badly, or well after a retry; what goes well at once is counted when one asks again. */
const recountMs = 30_000

/** What was delivered within a time, what waits, and how quickly people answer. */
export const statsQuery = (span: Span) =>
  queryOptions({
    queryKey: ['deliveries', 'stats', span],
    queryFn: () => {
      const from = new Date(Date.now() - spans[span] * hourMs).toISOString()
      return unwrap(api.notifications.stats.get({ query: { from } }))
    },
    refetchInterval: recountMs,
  })

async function readHealth(): Promise<Health> {
  const { data, error } = await api.health.ready.get()
  if (data) return data
  // A part that is down is an answer too: it is what one asked about.
  if (error?.status === 503 && 'parts' in error.value) return error.value
  throw toApiError(error?.value)
}

/** How the hospital's parts are. Nothing hints at it, so that it is asked for again and again. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: readHealth,
  staleTime: 5_000,
  refetchInterval: 10_000,
})

/** Whom a failure concerns: who has a login comes named with the list, others are looked up. */
export const concernedQuery = ({ user, userId, addressee }: Failure) =>
  queryOptions({
    queryKey: ['deliveries', 'concerned', userId ?? addressee?.id ?? null],
    queryFn: async ({ client }) => {
      if (user?.name) return user.name
      if (userId) return nameOf(await client.ensureQueryData(userQuery(userId)))
      if (!addressee) return t('deliveries.failures.nobody')
      const { role, id } = addressee
      return role === 'doctor'
        ? nameOf(await client.ensureQueryData(doctorQuery(id)))
        : nameOf(await client.ensureQueryData(patientQuery(id)))
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What may have arrived is sent again only by someone who was told so. */
export const retryNotification = (id: string, includeUnknown: boolean) =>
  unwrap(api.notifications({ id }).retry.put({ includeUnknown }))

/** What a retry of everything that a filter names would do. */
export const dryRunQuery = (filter: FailureFilter, includeUnknown: boolean) =>
  queryOptions({
    queryKey: ['deliveries', 'dry-run', filter, includeUnknown],
    queryFn: () => unwrap(api.notifications.retry.post({ filter, includeUnknown, dryRun: true })),
    staleTime: 0,
  })

export const retryMany = (filter: FailureFilter, includeUnknown: boolean) =>
  unwrap(api.notifications.retry.post({ filter, includeUnknown }))

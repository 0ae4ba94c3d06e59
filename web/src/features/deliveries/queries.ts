import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import type { Failure, FailureGroup } from '../../api/records.ts'
import { nameOf } from '../../ui/names.ts'
import { doctorQuery } from '../doctors/queries.ts'
import { patientQuery } from '../patients/queries.ts'
import { userQuery } from '../users/queries.ts'

/** What did not reach anybody, by cause. */
export const failuresQuery = queryOptions({
  queryKey: ['deliveries', 'failures'],
  queryFn: () => unwrap(api.notifications.failures.get()),
})

/** Every channel of one notification, with each attempt. */
export const deliveriesQuery = (notificationId: string) =>
  queryOptions({
    queryKey: ['deliveries', 'of', notificationId],
    queryFn: () => unwrap(api.notifications({ id: notificationId }).deliveries.get()),
  })

/** Whom a failure concerns: who has a login comes named with the list, others are looked up. */
export const concernedQuery = ({ user, userId, addressee }: Failure) =>
  queryOptions({
    queryKey: ['deliveries', 'concerned', userId ?? addressee?.id ?? null],
    queryFn: async ({ client }) => {
      if (user?.name) return user.name
      if (userId) return nameOf(await client.ensureQueryData(userQuery(userId)))
      if (!addressee) return 'Nobody'
      const { role, id } = addressee
      return role === 'doctor'
        ? nameOf(await client.ensureQueryData(doctorQuery(id)))
        : nameOf(await client.ensureQueryData(patientQuery(id)))
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What may have arrived is sent again only by someone who was told so. */
const includeUnknown = ({ status }: FailureGroup) => status === 'unknown'

export const retryNotification = (id: string, group: FailureGroup) =>
  unwrap(api.notifications({ id }).retry.put({ includeUnknown: includeUnknown(group) }))

export const retryGroup = (group: FailureGroup) =>
  unwrap(api.notifications.retry.post({ filter: { cause: group.cause }, includeUnknown: includeUnknown(group) }))

import type { Bus } from '@wardline/kit/bus'
import { coalesce } from '@wardline/kit/coalesce'
import { HistoryItem } from '@wardline/kit/history'
import { Nullable, Uuid } from '@wardline/kit/schema'
import { t } from 'elysia'
import type { Clients } from './clients.ts'

/** Kept this long at most; a change is heard of at once. */
const keptMs = 5000
const mostKept = 20_000

interface PatientName {
  name: string
  mrn: string
}
interface DoctorName {
  name: string
  specialty: string
  room: string | null
}

/** Names by id; those that are not known are asked for together. What cannot be asked is answered as it was last known. */
export function createDirectory<T extends { id: string }, Name>(
  look: (ids: string[]) => Promise<T[] | undefined>,
  nameOf: (found: T) => Name,
  most = mostKept,
) {
  const known = new Map<string, { name: Name; until: number }>()
  const find = coalesce(async (ids) => (await look(ids)) ?? [])
  let changes = 0
  return {
    forget(ids: string[]): void {
      changes += 1
      for (const id of ids) known.delete(id)
    },
    async of(ids: Iterable<string>): Promise<(id: string) => Name | undefined> {
      const now = performance.now()
      const names = new Map<string, Name>()
      const missing: string[] = []
      for (const id of new Set(ids)) {
        const kept = known.get(id)
        if (kept) names.set(id, kept.name)
        if (!kept || kept.until < now) missing.push(id)
      }
      const before = changes
      const found = (await Promise.all(missing.map(find))).filter((each) => each !== undefined)
      for (const each of found) names.set(each.id, nameOf(each))
      // What changed while we asked may be among the answers: good for this page, not to be kept.
      if (changes === before) for (const each of found) known.set(each.id, { name: nameOf(each), until: now + keptMs })
      if (known.size > most) known.clear()
      return (id) => names.get(id)
    },
  }
}

/** Whose names the gateway puts to the ids of other services' rows. */
export function createNames(clients: Clients, bus: Bus) {
  const patients = createDirectory(
    async (ids) => (await clients.patient.internal.patients.lookup.post({ ids })).data?.items,
    ({ name, mrn }): PatientName => ({ name, mrn }),
  )
  const doctors = createDirectory(
    async (ids) => (await clients.doctor.internal.doctors.lookup.post({ ids })).data?.items,
    ({ name, specialty, room }): DoctorName => ({ name, specialty, room }),
  )
  const users = createDirectory(
    async (ids) => (await clients.auth.internal.users.lookup.post({ ids })).data?.items,
    ({ name }) => ({ name }),
  )
  const directories = new Map<string, { forget(ids: string[]): void }>([
    ['patient', patients],
    ['doctor', doctors],
    ['user', users],
  ])
  const close = bus.subscribe('changed', ({ entity, ids }) => directories.get(entity)?.forget(ids))
  return { patients, doctors, users, close }
}
export type Names = ReturnType<typeof createNames>

/** A user whom a row names by id. A name is null while auth cannot be asked, or for a user whom it does not know. */
export const NamedUser = Nullable(t.Object({ id: Uuid, name: Nullable(t.String()) }))

/** Names for the users of many rows in one call. */
export async function nameUsers({ users }: Names, ids: (string | null)[]) {
  const nameOf = await users.of(ids.filter((id) => id !== null))
  return (id: string | null) => (id === null ? null : { id, name: nameOf(id)?.name ?? null })
}

/** A change of a record with whoever made it named. */
export const NamedChange = t.Composite([t.Omit(HistoryItem, ['actorId']), t.Object({ by: NamedUser })])

/** Names for those who made the changes of a record. */
export async function nameActors(names: Names, items: HistoryItem[]) {
  const named = await nameUsers(
    names,
    items.map(({ actorId }) => actorId),
  )
  return items.map(({ actorId, ...item }) => ({ ...item, by: named(actorId) }))
}

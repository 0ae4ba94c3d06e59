import * as model from '@wardline/appointment/board/model'
import { places } from '@wardline/appointment/board/rules'
import { ask } from '@wardline/kit/client'
import { Instant, Nullable, Uuid } from '@wardline/kit/schema'
import { Elysia, type Static, t } from 'elysia'
import { answers, as, type Context, tagged } from './context.ts'
import type { Names } from './names.ts'

const Doctor = t.Object({
  id: Uuid,
  name: Nullable(t.String()),
  specialty: Nullable(t.String()),
  room: Nullable(t.String()),
})
const Item = t.Composite([
  t.Omit(model.BoardItem, ['patientId']),
  t.Object({ patient: t.Object({ id: Uuid, name: Nullable(t.String()), mrn: Nullable(t.String()) }) }),
])

/** A day with its people named. A name is null while its service cannot be asked. */
const Board = t.Composite([
  t.Omit(model.Board, ['doctors']),
  t.Object({
    doctors: t.Array(
      t.Object({
        doctor: Doctor,
        leave: t.Array(model.Away),
        expected: t.Array(Item),
        waiting: t.Array(t.Composite([Item, t.Object({ waitingMinutes: model.WaitingMinutes })])),
        inProgress: t.Array(t.Composite([t.Omit(Item, ['startedAt']), t.Object({ startedAt: Instant })])),
        done: t.Array(Item),
        missed: t.Array(Item),
      }),
    ),
  }),
])
type Board = Static<typeof Board>
type Column = Board['doctors'][number]

/** Doctors by name; those whose name is not known come last. */
const byName = ({ doctor: one }: Column, { doctor: other }: Column): number =>
  one.name === null || other.name === null
    ? Number(one.name === null) - Number(other.name === null)
    : one.name.localeCompare(other.name, 'en')

/** Names for a whole day in one call to each service, both at once. */
async function withNames({ patients, doctors }: Names, board: model.Board): Promise<Board> {
  const visits = board.doctors.flatMap((day) => places.flatMap((place) => day[place]))
  const [patientOf, doctorOf] = await Promise.all([
    patients.of(visits.map(({ patientId }) => patientId)),
    doctors.of(board.doctors.map(({ doctorId }) => doctorId)),
  ])
  const named = <T extends { patientId: string }>({ patientId, ...item }: T) => {
    const { name = null, mrn = null } = patientOf(patientId) ?? {}
    return { ...item, patient: { id: patientId, name, mrn } }
  }
  const columns = board.doctors.map(({ doctorId: id, leave, expected, waiting, inProgress, done, missed }): Column => {
    const { name = null, specialty = null, room = null } = doctorOf(id) ?? {}
    return {
      doctor: { id, name, specialty, room },
      leave,
      expected: expected.map(named),
      waiting: waiting.map(named),
      inProgress: inProgress.map(named),
      done: done.map(named),
      missed: missed.map(named),
    }
  })
  return { ...board, doctors: columns.toSorted(byName) }
}

export const boardRoutes = ({ base, clients, names }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get(
      '/board',
      async ({ query, caller }) => withNames(names, await ask(clients.appointment.board.get({ query, ...as(caller) }))),
      {
        permit: 'board.read',
        query: model.BoardQuery,
        response: answers(Board),
        detail: tagged('board', 'A day by doctor: who is expected, waiting, being seen, seen, and who was missed'),
      },
    )

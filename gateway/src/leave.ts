import * as model from '@wardline/appointment/model'
import { ask } from '@wardline/kit/client'
import type { Kind } from '@wardline/kit/errors'
import { Page } from '@wardline/kit/list'
import { IdParams, Nullable, Uuid } from '@wardline/kit/schema'
import { Elysia, status, t } from 'elysia'
import { Appointment, withNames } from './appointments.ts'
import { answers, answersNothing, as, type Context, creates, tagged } from './context.ts'
import type { Names } from './names.ts'

const tag = (summary: string) => tagged('leave', summary)

/** A proposal with the doctor named. A name is null while its service cannot be asked. */
const Proposal = t.Composite([model.Proposal, t.Object({ doctor: t.Object({ id: Uuid, name: Nullable(t.String()) }) })])
/** Appointments that cannot take place as they are, each with where it could go. */
export const Affected = model.Affected(Appointment, Proposal)
const LeaveInFull = t.Composite([model.Leave, Affected])
export const Moved = model.Moved(Appointment)

interface AffectedRow {
  appointment: model.Appointment
  proposals: model.Proposal[]
}

/** Names for everyone in a list of affected appointments: patients, doctors, and those who could see them instead. */
export async function nameAffected<T extends { affected: AffectedRow[] }>(names: Names, answer: T) {
  const { affected } = answer
  const proposed = affected.flatMap(({ proposals }) => proposals.map(({ doctorId }) => doctorId))
  const [appointments, doctorOf] = await Promise.all([
    withNames(
      names,
      affected.map(({ appointment }) => appointment),
    ),
    names.doctors.of(proposed),
  ])
  const named = (proposal: model.Proposal) => {
    const { doctorId: id } = proposal
    return { ...proposal, doctor: { id, name: doctorOf(id)?.name ?? null } }
  }
  return {
    ...answer,
    affected: appointments.map((appointment, index) => ({
      appointment,
      proposals: (affected[index]?.proposals ?? []).map(named),
    })),
  }
}

interface LeftRow {
  appointment: model.Appointment
  kind: Kind
  detail: string
}

/** The same for what a move came to. */
export async function nameMoved(names: Names, { moved, left }: { moved: model.Appointment[]; left: LeftRow[] }) {
  const [there, here] = await Promise.all([
    withNames(names, moved),
    withNames(
      names,
      left.map(({ appointment }) => appointment),
    ),
  ])
  return {
    moved: there,
    left: left.flatMap(({ kind, detail }, index) => {
      const appointment = here[index]
      return appointment ? { appointment, kind, detail } : []
    }),
  }
}

/** When doctors are away, and what becomes of their appointments. */
export function leaveRoutes({ base, clients: { appointment: client }, names }: Context) {
  // One at a time: Eden makes a step of the path of each parameter that it is given.
  const leaveOf = ({ id, leaveId }: { id: string; leaveId: string }) => client.doctors({ id }).leave({ leaveId })

  return new Elysia({ normalize: false })
    .use(base)
    .get(
      '/doctors/:id/leave',
      ({ params, query, caller }) => ask(client.doctors(params).leave.get({ query, ...as(caller) })),
      {
        permit: 'schedule.read',
        params: IdParams,
        query: model.LeaveQuery,
        response: answers(Page(model.Leave)),
        detail: tag('Leave of a doctor that touches a time'),
      },
    )
    .post(
      '/doctors/:id/leave',
      async ({ params, body, caller }) =>
        status(201, await nameAffected(names, await ask(client.doctors(params).leave.post(body, as(caller))))),
      {
        permit: 'schedule.update',
        params: IdParams,
        body: model.NewLeave,
        response: creates(LeaveInFull),
        detail: tag('Enter leave; answers the appointments that it affects, and where each could go'),
      },
    )
    .get(
      '/doctors/:id/leave/:leaveId',
      async ({ params, caller }) => nameAffected(names, await ask(leaveOf(params).get(as(caller)))),
      {
        permit: 'schedule.read',
        params: model.LeaveParams,
        response: answers(LeaveInFull),
        detail: tag('One leave, with what it affects as of now'),
      },
    )
    .delete(
      '/doctors/:id/leave/:leaveId',
      async ({ params, caller }) => {
        await ask(leaveOf(params).delete(undefined, as(caller)))
        return status(204, undefined)
      },
      {
        permit: 'schedule.update',
        params: model.LeaveParams,
        response: answersNothing,
        detail: tag('Call leave off; it stays on record'),
      },
    )
    .post(
      '/doctors/:id/leave/:leaveId/move',
      async ({ params, body, caller }) => nameMoved(names, await ask(leaveOf(params).move.post(body, as(caller)))),
      {
        permit: 'schedule.update',
        params: model.LeaveParams,
        body: model.Moves,
        response: answers(Moved),
        detail: tag('Move the appointments that leave affects: as told, or each to its first proposal'),
      },
    )
}

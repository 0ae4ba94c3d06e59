import { type Kind, ProblemError } from '@wardline/kit/errors'
import { type Planner, plannedDoctor } from '../availability/planning.ts'
import { type Actor, type Booking, changeAppointment } from '../booking.ts'
import { type Appointment, type Move, type Moves, mostMoved } from '../model.ts'
import type { ReasonCode } from '../reasons.ts'
import { prepareReads, view } from '../store.ts'
import type { AppointmentRow } from '../tables.ts'
import { affectedNow, knownLeave } from './leave.ts'

/** What stands in the history of an appointment that leave moved. */
const reasonCode: ReasonCode = 'doctor-away'

export interface Left {
  appointment: Appointment
  kind: Kind
  detail: string
}
type Outcome = { moved: Appointment } | { left: Left }

const left = (row: AppointmentRow, kind: Kind, detail: string): Outcome => ({
  left: { appointment: view(row), kind, detail },
})

const isThere = (appointment: Appointment, { doctorId, startsAt, endsAt }: Move): boolean =>
  appointment.doctorId === doctorId &&
  Date.parse(appointment.startsAt) === Date.parse(startsAt) &&
  (endsAt === undefined || Date.parse(appointment.endsAt) === Date.parse(endsAt))

/** @throws ProblemError `invalid` for what cannot be asked of any appointment */
function assertReadable(moves: readonly Move[]): void {
  for (const [index, { appointmentId, startsAt, endsAt }] of moves.entries()) {
    if (moves.findIndex((each) => each.appointmentId === appointmentId) < index)
      throw ProblemError.invalid(`moves.${index}.appointmentId`, 'Each appointment is moved once.')
    if (endsAt !== undefined && Date.parse(endsAt) <= Date.parse(startsAt))
      throw ProblemError.invalid(`moves.${index}.endsAt`, 'The appointment must end after it starts.')
  }
}

/** Moves one appointment as any other move, with every lock and rule; what does not let it go there is told. */
async function moveOne(booking: Booking, row: AppointmentRow, move: Move, actor: Actor): Promise<Outcome> {
  const { doctorId, startsAt, endsAt } = move
  const isUnchanged = ({ version }: AppointmentRow) => {
    if (version !== row.version) throw new ProblemError('stale', 'This appointment was changed meanwhile. Look again.')
  }
  // It goes to a free time like any booking, also where an override had brought it where it is.
  const request = { doctorId, startsAt, ...(endsAt && { endsAt }), overrideReason: null, reasonCode }
  try {
    return { moved: view(await changeAppointment(booking, row, request, actor, isUnchanged)) }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return left(row, error.problem.kind, error.problem.detail)
  }
}

/** What was asked for by name: affected appointments, and those that an earlier try has brought there already. */
async function chosen(booking: Booking, rows: readonly AppointmentRow[], moves: readonly Move[]) {
  assertReadable(moves)
  const affected = new Map(rows.map((row) => [row.id, row]))
  const others = moves.filter(({ appointmentId }) => !affected.has(appointmentId))
  const known = new Map(
    (await prepareReads(booking.db).byIds(others.map(({ appointmentId }) => appointmentId))).map((each) => [
      each.id,
      each,
    ]),
  )
  const done: Appointment[] = []
  const open: [AppointmentRow, Move][] = []
  for (const [index, move] of moves.entries()) {
    const row = affected.get(move.appointmentId)
    const there = known.get(move.appointmentId)
    if (row) open.push([row, move])
    else if (there && isThere(there, move)) done.push(there)
    else
      throw ProblemError.invalid(`moves.${index}.appointmentId`, 'This appointment is not one that the leave affects.')
  }
  return { done, open }
}

/**
 * Moves the appointments that a leave affects with one action: where they are told to go, or each to its first proposal.
 * Those that cannot go there stay and are told with why; asked again, nothing is moved twice.
 * @throws ProblemError `not-found`, `forbidden`, `invalid`
 */
export async function moveAffected(
  booking: Booking,
  { doctorId, leaveId }: { doctorId: string; leaveId: string },
  body: Moves | null,
  planner: Planner,
): Promise<{ moved: Appointment[]; left: Left[] }> {
  const doctor = await plannedDoctor(booking.people, doctorId, planner)
  const leave = await knownLeave(booking, doctor, leaveId)
  const { rows, affected } = await affectedNow(booking, doctor, leave)
  const actor: Actor = { actorId: planner.caller.userId, role: planner.caller.role }
  const outcomes: Outcome[] = []
  if (body?.moves) {
    const { done, open } = await chosen(booking, rows, body.moves)
    outcomes.push(...done.map((moved) => ({ moved })))
    for (const [row, move] of open) outcomes.push(await moveOne(booking, row, move, actor))
  } else {
    for (const [index, row] of rows.entries()) {
      const proposal = affected[index]?.proposals[0]
      if (!proposal) outcomes.push(left(row, 'not-found', 'No free time was found near; choose one for it.'))
      else if (index >= mostMoved)
        outcomes.push(left(row, 'unavailable', `At most ${mostMoved} are moved at once; ask again to go on.`))
      else outcomes.push(await moveOne(booking, row, { appointmentId: row.id, ...proposal }, actor))
    }
  }
  return {
    moved: outcomes.flatMap((outcome) => ('moved' in outcome ? outcome.moved : [])),
    left: outcomes.flatMap((outcome) => ('left' in outcome ? outcome.left : [])),
  }
}

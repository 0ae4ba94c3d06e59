import { type Kind, ProblemError } from '@wardline/kit/errors'
import { type Planner, plannedDoctor } from '../availability/planning.ts'
import { type Actor, type Booking, changeAppointment } from '../booking.ts'
import type { Appointment, Move, Moves } from '../model.ts'
import type { ReasonCode } from '../reasons.ts'
import { prepareReads, view } from '../store.ts'
import type { AppointmentRow } from '../tables.ts'
import type { Affected } from './affected.ts'
import { knownLeave, proposeForLeave } from './leave.ts'
import { affectedBy } from './store.ts'

/** So long one request moves appointments; whoever called has an answer before they give up. */
const longestMs = 2500

/** What stands in the history of an appointment that leave moved. */
const reasonCode: ReasonCode = 'doctor-away'

export interface Left {
  appointment: Appointment
  kind: Kind
  detail: string
}
type Place = Omit<Move, 'appointmentId'>
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
async function moveOne(booking: Booking, row: AppointmentRow, place: Place, actor: Actor): Promise<Outcome> {
  const { doctorId, startsAt, endsAt } = place
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

/** What is where it should be, and what is to go where: undefined when nothing is free for it. */
interface Chosen {
  done: Appointment[]
  open: [AppointmentRow, Place | undefined][]
}

/** What was asked for by name: affected appointments, and those that an earlier try has brought there already. */
async function chosen(booking: Booking, rows: readonly AppointmentRow[], moves: readonly Move[]): Promise<Chosen> {
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
  const open: Chosen['open'] = []
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

/** Each where it is proposed first. */
const firstProposed = (rows: readonly AppointmentRow[], affected: readonly Affected[]): Chosen => ({
  done: [],
  open: rows.map((row, index) => [row, affected[index]?.proposals[0]]),
})

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
  const until = performance.now() + longestMs
  const doctor = await plannedDoctor(booking.people, doctorId, planner)
  const leave = await knownLeave(booking, doctor, leaveId)
  const rows = await affectedBy(booking.db, leave, booking.clock.now())
  const actor: Actor = { actorId: planner.caller.userId, role: planner.caller.role }
  const { done, open } = body?.moves
    ? await chosen(booking, rows, body.moves)
    : firstProposed(rows, await proposeForLeave(booking, doctor, leave, rows))
  const outcomes: Outcome[] = done.map((moved) => ({ moved }))
  // One after the other: they would wait for each other at the doctor's calendar anyway.
  for (const [row, place] of open) {
    if (!place) outcomes.push(left(row, 'not-found', 'No free time was found near; choose one for it.'))
    else if (performance.now() > until)
      outcomes.push(left(row, 'unavailable', 'It was not its turn yet; ask again to go on.'))
    else outcomes.push(await moveOne(booking, row, place, actor))
  }
  return {
    moved: outcomes.flatMap((outcome) => ('moved' in outcome ? outcome.moved : [])),
    left: outcomes.flatMap((outcome) => ('left' in outcome ? outcome.left : [])),
  }
}

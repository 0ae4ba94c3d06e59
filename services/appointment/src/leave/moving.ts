import { type Kind, ProblemError } from '@wardline/kit/errors'
import type { UserCaller } from '@wardline/kit/identity'
import { type Planner, plannedDoctor } from '../availability/planning.ts'
import { type Actor, type Booking, changeAppointment } from '../booking.ts'
import type { Appointment, Move, Moves } from '../model.ts'
import type { ReasonCode } from '../reasons.ts'
import { prepareReads, view } from '../store.ts'
import type { AppointmentRow } from '../tables.ts'
import type { Affected } from './affected.ts'
import { knownLeave, proposeForLeave } from './leave.ts'
import { affectedBy, onceWith } from './store.ts'

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

const left = (appointment: Appointment, kind: Kind, detail: string): Outcome => ({
  left: { appointment, kind, detail },
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
    return left(view(row), error.problem.kind, error.problem.detail)
  }
}

/** What there is nothing to do about, and what is to go where: undefined when nothing is free for it. */
interface Chosen {
  settled: Outcome[]
  open: [AppointmentRow, Place | undefined][]
}

const changedMeanwhile = 'This appointment was changed meanwhile, or its day is over. Look again.'

/**
 * What was asked for by name: affected appointments, those that an earlier try has brought there already, and those that
 * somebody called off, moved or began since the list was read: they stay as they are, and stop nobody else.
 */
async function chosen({ db }: Booking, { rows, onceAffected }: Displacement, moves: readonly Move[]): Promise<Chosen> {
  assertReadable(moves)
  const affected = new Map(rows.map((row) => [row.id, row]))
  const others = moves.flatMap(({ appointmentId }) => (affected.has(appointmentId) ? [] : appointmentId))
  const [found, once] = await Promise.all([prepareReads(db).byIds(others), onceAffected(others)])
  const known = new Map(found.map((each) => [each.id, each]))
  const settled: Outcome[] = []
  const open: Chosen['open'] = []
  for (const [index, move] of moves.entries()) {
    const row = affected.get(move.appointmentId)
    const there = known.get(move.appointmentId)
    if (row) open.push([row, move])
    else if (there && isThere(there, move)) settled.push({ moved: there })
    else if (there && once.has(there.id)) settled.push(left(there, 'stale', changedMeanwhile))
    else throw ProblemError.invalid(`moves.${index}.appointmentId`, 'This appointment is not among those affected.')
  }
  return { settled, open }
}

/** Each where it is proposed first. */
const firstProposed = (rows: readonly AppointmentRow[], affected: readonly Affected[]): Chosen => ({
  settled: [],
  open: rows.map((row, index) => [row, affected[index]?.proposals[0]]),
})

/** Appointments that cannot take place as they are, for whatever reason. */
export interface Displacement {
  rows: readonly AppointmentRow[]
  propose: () => Promise<Affected[]>
  /** Which of these may have been among them when the list was read. */
  onceAffected: (ids: string[]) => Promise<Set<string>>
}

export interface MoveResult {
  moved: Appointment[]
  left: Left[]
}

/**
 * Moves displaced appointments with one action: where they are told to go, or each to its first proposal.
 * Those that cannot go there stay and are told with why; asked again, nothing is moved twice.
 * @throws ProblemError `invalid`
 */
export async function moveDisplaced(
  booking: Booking,
  displacement: Displacement,
  body: Moves | null,
  { userId: actorId, role }: UserCaller,
): Promise<MoveResult> {
  const until = performance.now() + longestMs
  const { settled, open } = body?.moves
    ? await chosen(booking, displacement, body.moves)
    : firstProposed(displacement.rows, await displacement.propose())
  const outcomes = [...settled]
  // One after the other: they would wait for each other at the doctor's calendar anyway.
  for (const [row, place] of open) {
    if (!place) outcomes.push(left(view(row), 'not-found', 'No free time was found near; choose one for it.'))
    else if (performance.now() > until)
      outcomes.push(left(view(row), 'unavailable', 'It was not its turn yet; ask again to go on.'))
    else outcomes.push(await moveOne(booking, row, place, { actorId, role }))
  }
  return {
    moved: outcomes.flatMap((outcome) => ('moved' in outcome ? outcome.moved : [])),
    left: outcomes.flatMap((outcome) => ('left' in outcome ? outcome.left : [])),
  }
}

/**
 * Moves the appointments that a leave affects.
 * @throws ProblemError `not-found`, `forbidden`, `invalid`
 */
export async function moveAffected(
  booking: Booking,
  { doctorId, leaveId }: { doctorId: string; leaveId: string },
  body: Moves | null,
  planner: Planner,
): Promise<MoveResult> {
  const { db, clock, people, hospitalTz } = booking
  const doctor = await plannedDoctor(people, doctorId, planner)
  const leave = await knownLeave(booking, doctor, leaveId)
  const rows = await affectedBy(db, leave, { now: clock.now(), hospitalTz })
  const displacement: Displacement = {
    rows,
    propose: () => proposeForLeave(booking, doctor, leave, rows),
    onceAffected: (ids) => onceWith(db, doctor.id, ids),
  }
  return moveDisplaced(booking, displacement, body, planner.caller)
}

import type { Affected, Move } from './queries.ts'

/** Chosen for an appointment that nobody should move now. */
export const leaveInPlace = 'stay'

type Proposal = Pick<Affected['proposals'][number], 'doctor' | 'startsAt' | 'endsAt'>

/** What has to be known of an appointment to say where it goes. */
interface Displaced {
  appointment: Pick<Affected['appointment'], 'id'>
  proposals: Proposal[]
}

/** Names a proposal among those of one appointment. */
export const proposalKey = ({ doctor, startsAt }: Proposal): string => `${doctor.id} ${startsAt}`

/**
 * Where each goes: as chosen, or else to its first proposal. One that was chosen and is gone meanwhile stays, and so does what has none.
 * @param chosen by id of the appointment
 */
export const movesOf = (affected: Displaced[], chosen: Record<string, string>): Move[] =>
  affected.flatMap(({ appointment: { id }, proposals }) => {
    const wanted = chosen[id]
    const to = wanted === undefined ? proposals[0] : proposals.find((each) => proposalKey(each) === wanted)
    return to ? [{ appointmentId: id, doctorId: to.doctor.id, startsAt: to.startsAt, endsAt: to.endsAt }] : []
  })

/** What a move came to: where each was and is now, and what stayed. */
export interface Result<Visit, Stayed> {
  moved: { before: Visit | undefined; after: Visit }[]
  stayed: Stayed[]
}

/**
 * What there is to tell people after one more move: those of the moves before stay on it, and what stayed then is told
 * anew or not at all.
 * @param affected as it was before the move
 */
export function withMoved<Visit extends { id: string }, Stayed>(
  known: Result<Visit, Stayed> | undefined,
  affected: { appointment: Visit }[],
  { moved, left: stayed }: { moved: Visit[]; left: Stayed[] },
): Result<Visit, Stayed> {
  const before = new Map(affected.map(({ appointment }) => [appointment.id, appointment]))
  const isAgain = (id: string) => moved.some((after) => after.id === id)
  return {
    moved: [
      ...(known?.moved.filter(({ after }) => !isAgain(after.id)) ?? []),
      ...moved.map((after) => ({ before: before.get(after.id), after })),
    ],
    stayed,
  }
}

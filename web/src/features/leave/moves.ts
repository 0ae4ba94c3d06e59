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

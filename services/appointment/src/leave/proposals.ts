import { civilDateAt, type Interval, overlaps } from '@wardline/kit/zone'
import { widened } from '../conflicts.ts'
import { type Calendars, createDiary, type Diary, type Displaced, type Proposed, type Time } from './diary.ts'

const mostProposals = 3

/** A displaced appointment, and the civil date that it was on. */
type Dated = Displaced & { date: string }

interface Taking extends Interval {
  id: string
  doctorId: string
}

/** What first choices take away: of the doctor's day, of the patient's, of the room's. */
function createTakings({ patientsTimes }: Calendars) {
  const ofPatients = Map.groupBy(patientsTimes, ({ patientId }) => patientId)
  const taken = new Map<string, Taking[]>()
  const roomOf = ({ room }: Dated, { sameDoctor, opening }: Time) => (sameDoctor ? room : opening.room)
  const keysOf = (displaced: Dated, time: Time) => ({
    patient: `patient ${displaced.patientId}`,
    doctor: `doctor ${time.doctorId} ${time.date}`,
    room: `room ${roomOf(displaced, time)} ${time.date}`,
  })

  return {
    /** Whether an appointment could go there beside everything that was chosen for others. */
    suits(displaced: Dated, time: Time): boolean {
      if (displaced.isHere && time.date !== displaced.date) return false
      const isTaken = (times: readonly { id: string; startsAt: Date; endsAt: Date }[] | undefined, wanted: Interval) =>
        times?.some((each) => each.id !== displaced.id && overlaps(each, wanted)) ?? false
      if (isTaken(ofPatients.get(displaced.patientId), time)) return false
      const { patient, doctor, room } = keysOf(displaced, time)
      if (isTaken(taken.get(patient), time)) return false
      if (isTaken(taken.get(doctor), widened(time, time.opening.doctor.bufferMinutes))) return false
      const inRoom = taken.get(room)?.filter(({ doctorId }) => doctorId !== time.doctorId)
      return roomOf(displaced, time) === null || !isTaken(inRoom, time)
    },
    take(displaced: Dated, time: Time): void {
      const { startsAt, endsAt, doctorId } = time
      for (const key of Object.values(keysOf(displaced, time))) {
        const times = taken.get(key) ?? []
        times.push({ id: displaced.id, doctorId, startsAt, endsAt })
        taken.set(key, times)
      }
    },
  }
}

/** Longer than this nobody waits for their own doctor while another could see them. */
const longestWaitMs = 28 * 24 * 3600_000

function* inOrder(diary: Diary, displaced: Dated): Generator<Time> {
  const isSoon = (time: Time) => time.startsAt.getTime() - displaced.startsAt.getTime() <= longestWaitMs
  yield* diary.after(displaced).filter(isSoon)
  yield* diary.before(displaced)
  yield* diary.others(displaced, displaced.date)
  yield* diary.after(displaced)
}

const isSame = (one: Time, other: Time) => one.doctorId === other.doctorId && overlaps(one, other)

/** The first choice, another day with the same doctor, another doctor, and then what there is. */
function compose(first: Time, after: Time[], before: Time[], others: Time[]): Proposed[] {
  const kept: Time[] = []
  for (const time of [first, before[0] ?? after[0], others[0], ...after, ...others, ...before])
    if (time && kept.length < mostProposals && !kept.some((known) => isSame(known, time))) kept.push(time)
  const [best = first, ...further] = kept
  return [best, ...further.toSorted((one, other) => Number(other.sameDoctor) - Number(one.sameDoctor))].map(
    ({ doctorId, startsAt, endsAt, sameDoctor }) => ({ doctorId, startsAt, endsAt, sameDoctor }),
  )
}

/**
 * Up to three free times for each displaced appointment, of its length: the same doctor's first, right after the absence
 * unless that is long after, or else before it; then other doctors', the nearest to the original time. All first choices
 * can be had together: none takes what another needs, nor does a further one take somebody's first.
 */
export function proposeTimes(displaced: readonly Displaced[], calendars: Calendars): Map<string, Proposed[]> {
  const diary = createDiary(calendars)
  const { suits, take } = createTakings(calendars)
  const dated = displaced.map((each) => ({ ...each, date: civilDateAt(each.startsAt, calendars.timeZone) }))
  const firsts = new Map<string, Time>()
  for (const each of dated) {
    const first = inOrder(diary, each).find((time) => suits(each, time))
    if (!first) continue
    firsts.set(each.id, first)
    take(each, first)
  }
  const further = (each: Dated, first: Time): Proposed[] => {
    const some = (times: Generator<Time>) =>
      times
        .filter((time) => !isSame(time, first) && suits(each, time))
        .take(mostProposals)
        .toArray()
    return compose(first, some(diary.after(each)), some(diary.before(each)), some(diary.others(each, each.date)))
  }
  const proposalsOf = (each: Dated) => {
    const first = firsts.get(each.id)
    return first ? further(each, first) : []
  }
  return new Map(dated.map((each) => [each.id, proposalsOf(each)]))
}

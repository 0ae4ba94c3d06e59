import type { Hours } from '@wardline/doctor/rules'
import { civilDateAt, weekdayOf } from '@wardline/kit/zone'
import { portalDoctors } from './accounts.ts'
import type { SyntheaPractitioner } from './synthea.ts'

/** Where a doctor works, and when. */
interface Post {
  specialty: string
  room: string
  hours: Hours[]
  slotMinutes: number
}

type DayHours = Omit<Hours, 'weekday'> & { date: string }

/** A doctor of the demo hospital, and whether their day is filled with visits. */
export interface DemoDoctor extends SyntheaPractitioner, Post {
  extraHours: DayHours[]
  isBusy: boolean
}

const week = [1, 2, 3, 4, 5]
const on = (weekdays: number[], from: string, to: string): Hours[] => weekdays.map((weekday) => ({ weekday, from, to }))
const post = (specialty: string, room: string, slotMinutes = 30, hours = on(week, '08:00', '18:00')): Post => ({
  specialty,
  room,
  hours,
  slotMinutes,
})

/** The posts of the doctors with an account, in the order of the accounts. */
const busyPosts: Post[] = [
  post('Cardiology', 'C 101'),
  post('Paediatrics', 'P 004', 20, on([...week, 6], '09:00', '15:00')),
  post('Obstetrics and gynaecology', 'B 210'),
  post('Orthopaedics', 'A 112', 20),
  post('Dermatology', 'A 120', 15, on(week, '08:30', '13:00')),
  post('Neurology', 'C 204', 45, [...on([1, 2, 3, 4, 5], '09:00', '12:30'), ...on([1, 2, 4], '14:00', '18:00')]),
  post('Oncology', 'D 301', 40),
  post('Emergency medicine', 'E 001', 20, on([1, 2, 3, 4, 5, 6, 7], '00:00', '24:00')),
]

/** The posts of the next doctors, by NPI; whoever is left is in general practice, as Synthea has them all. */
const otherPosts: Post[] = [
  post('Ophthalmology', 'A 131', 20, on(week, '08:00', '14:00')),
  post('Ear, nose and throat', 'A 134', 20),
  post('Gastroenterology', 'C 115', 30, on([1, 2, 3, 4], '08:00', '17:00')),
  post('Endocrinology', 'C 118'),
  post('Respiratory medicine', 'C 121'),
  post('Psychiatry', 'F 402', 60, on(week, '10:00', '19:00')),
  post('Urology', 'A 140', 20),
  post('Rheumatology', 'C 126', 30, on([2, 3, 4], '08:00', '16:00')),
  post('Nephrology', 'D 310'),
  post('General surgery', 'A 105', 20, on(week, '07:30', '12:30')),
  post('Geriatrics', 'D 118', 45),
  post('Haematology', 'D 305'),
  post('Infectious diseases', 'D 315', 30, on([1, 3, 5], '09:00', '17:00')),
  post('Rehabilitation medicine', 'G 010', 45, [...on(week, '07:00', '12:00'), ...on([6], '09:00', '13:00')]),
  post('Cardiology', 'C 102', 30, on([1, 3, 5], '08:00', '13:00')),
  post('Paediatrics', 'P 006', 20, on(week, '12:00', '19:00')),
]
const generalPractice = post('General practice', '')

/** Doctors who are on call when the hospital is opened outside the day's hours. */
const onCall = ['Cardiology', 'Orthopaedics', 'Oncology']

/**
 * Extra hours by which today is a working day, whatever day and time it is: a demo that is opened on a Sunday night has to
 * show something. A weekend becomes a clinic of six hours; doctors on call work through the evening, or from midnight.
 */
function hoursOfToday(own: Post, now: Date, timeZone: string): DayHours[] {
  const date = civilDateAt(now, timeZone)
  const time = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainTime()
  const clock = time.toString({ smallestUnit: 'minute' })
  const isWorkday = own.hours.some(({ weekday }) => weekday === weekdayOf(date))
  if (!onCall.includes(own.specialty)) return isWorkday ? [] : [{ date, from: '09:00', to: '15:00' }]
  return [
    ...(clock < '09:00' ? [{ date, from: '00:00', to: '08:00' }] : []),
    ...(isWorkday ? [] : [{ date, from: '08:00', to: '18:00' }]),
    ...(clock >= '17:00' ? [{ date, from: '18:00', to: '24:00' }] : []),
  ]
}

/** Every practitioner at their post; those with an account first. */
export function staffClinic(practitioners: SyntheaPractitioner[], now: Date, timeZone: string): DemoDoctor[] {
  const byNpi = new Map(practitioners.map((practitioner) => [practitioner.npi, practitioner]))
  const busy = portalDoctors.map((npi, index): DemoDoctor => {
    const [practitioner, own] = [byNpi.get(npi), busyPosts[index]]
    if (!practitioner || !own) throw new Error(`there is no post, or no practitioner, for NPI ${npi}`)
    return { ...practitioner, ...own, extraHours: hoursOfToday(own, now, timeZone), isBusy: true }
  })
  const others = practitioners.filter(({ npi }) => !portalDoctors.includes(npi))
  return [
    ...busy,
    ...others.map((practitioner, index): DemoDoctor => {
      const own = otherPosts[index] ?? { ...generalPractice, room: `H ${101 + index}` }
      return { ...practitioner, ...own, extraHours: [], isBusy: false }
    }),
  ]
}

import type { Patient } from '../../api/records.ts'

type Likeness = 'both' | 'name' | 'born'

export interface Candidate {
  patient: Patient
  likeness: Likeness
}

const order: Likeness[] = ['both', 'name', 'born']
/** As many as one looks through while somebody stands at the desk. */
const most = 5

/** Who may be the person at the desk: first those of a similar name and the same birth date. */
export function rankCandidates(similarName: Patient[], sameBirthDate: Patient[], birthDate: string): Candidate[] {
  const named = similarName.map(
    (patient): Candidate => ({
      patient,
      likeness: birthDate && patient.birthDate === birthDate ? 'both' : 'name',
    }),
  )
  const others = sameBirthDate
    .filter(({ id }) => !similarName.some((patient) => patient.id === id))
    .map((patient): Candidate => ({ patient, likeness: 'born' }))
  return [...named, ...others].toSorted((a, b) => order.indexOf(a.likeness) - order.indexOf(b.likeness)).slice(0, most)
}

/** Text to look for once it says something: two letters of each name. */
export const nameToLookFor = (givenName: string, familyName: string): string =>
  givenName.trim().length > 1 && familyName.trim().length > 1 ? `${givenName.trim()} ${familyName.trim()}` : ''

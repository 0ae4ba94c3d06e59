import { readFile } from 'node:fs/promises'
import type { NewPatient } from '@wardline/patient/model'

/** A living patient of the Synthea files, as the patient service takes it. */
export interface SyntheaPatient {
  /** Synthea's own id. */
  id: string
  record: NewPatient
}

export interface SyntheaPractitioner {
  /** National Provider Identifier. */
  npi: string
  givenName: string
  familyName: string
  email: string
  phone: string
}

export interface Synthea {
  patients: SyntheaPatient[]
  practitioners: SyntheaPractitioner[]
}

interface Telecom {
  system: string
  value: string
}
interface HumanName {
  use?: string
  family: string
  given: string[]
}
interface PatientResource {
  id: string
  name: HumanName[]
  gender: NewPatient['sex']
  birthDate: string
  deceasedDateTime?: string
  deceasedBoolean?: boolean
  telecom: Telecom[]
  address: { line: string[]; city: string; state: string; postalCode: string }[]
  extension: { url: string; valueString?: string }[]
}
interface PractitionerResource {
  active: boolean
  identifier: { system: string; value: string }[]
  name: HumanName[]
}
interface RoleResource {
  practitioner: { identifier: { value: string } }
  telecom: Telecom[]
}
interface AllergyResource {
  patient: { reference: string }
  code: { text: string }
  criticality?: 'low' | 'high' | 'unable-to-assess'
  reaction?: { manifestation: { text: string }[]; severity?: string }[]
}

/** Synthea appends a number to each invented name. */
const withoutDigits = (name: string): string => name.replace(/\d+/g, '').trim()
/** A term without SNOMED CT's own words for what kind of thing it is. */
const withoutTag = (term: string): string =>
  term.replace(/ \((substance|organism|finding|disorder)\)$/, '').replace(/^Finding of /, '')
const telecomOf = (telecom: Telecom[], system: string) => telecom.find((each) => each.system === system)?.value ?? ''

/** The first number of a line that may hold several, as `620-876-5863`. */
export function phoneOf(text: string): string {
  const digits = text.replace(/\D/g, '').slice(0, 10)
  return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`
}

const severities = ['mild', 'moderate', 'severe']
/** What FHIR says of a reaction that might come, in the words for one that came. */
const byCriticality = { low: 'mild', high: 'severe', 'unable-to-assess': null } as const

/** The worst of the reactions that are on record; where none is graded, what the criticality says. */
function allergyOf({
  code,
  reaction = [],
  criticality,
}: AllergyResource): NonNullable<NewPatient['allergies']>[number] {
  const worst = severities.findLast((severity) => reaction.some((each) => each.severity === severity))
  const seen = reaction.flatMap(({ manifestation }) => manifestation.map(({ text }) => withoutTag(text).toLowerCase()))
  const words = [...new Set(seen)].join(', ')
  return {
    substance: withoutTag(code.text),
    reaction: words ? words[0]?.toUpperCase() + words.slice(1) : null,
    severity: worst ?? (criticality ? byCriticality[criticality] : null),
  }
}

const bloodTypes = ['O+', 'A+', 'O+', 'A+', 'B+', 'O+', 'A-', 'O-', 'A+', 'AB+', 'O+', 'B-'] as const

/** Minors are looked after by their mother, whom Synthea names; of others every third has named somebody. */
function contactOf(patient: PatientResource, index: number): NewPatient['emergencyContact'] {
  const mother = patient.extension.find(({ url }) => url.endsWith('mothersMaidenName'))?.valueString
  const isMinor = patient.birthDate >= '2009'
  if (!mother || !(isMinor || index % 3 === 0)) return null
  const name = withoutDigits(mother).replace(/\s+/g, ' ')
  const phone = `555-${String(200 + ((index * 37) % 700))}-${String(1000 + ((index * 7919) % 9000))}`
  return { name, phone, relationship: isMinor || patient.birthDate >= '1975' ? 'Mother' : 'Friend' }
}

function patientOf(patient: PatientResource, index: number, allergies: AllergyResource[]): SyntheaPatient {
  const name = patient.name.find(({ use }) => use === 'official') ?? patient.name[0]
  const [address] = patient.address
  return {
    id: patient.id,
    record: {
      givenName: (name?.given ?? []).map(withoutDigits).join(' '),
      familyName: withoutDigits(name?.family ?? ''),
      birthDate: patient.birthDate,
      sex: patient.gender,
      phone: phoneOf(telecomOf(patient.telecom, 'phone')),
      address: address ? `${address.line.join(', ')}, ${address.city}, ${address.state} ${address.postalCode}` : null,
      emergencyContact: contactOf(patient, index),
      bloodType: index % 5 < 3 ? (bloodTypes[index % bloodTypes.length] ?? null) : null,
      allergies: allergies.map(allergyOf),
    },
  }
}

/** What the hospital takes of the FHIR resources: the living, with their allergies, and the practitioners at work. */
function readResources(resources: {
  patients: PatientResource[]
  practitioners: PractitionerResource[]
  roles: RoleResource[]
  allergies: AllergyResource[]
}): Synthea {
  const allergies = Map.groupBy(resources.allergies, ({ patient }) => patient.reference.replace('Patient/', ''))
  const roles = new Map(resources.roles.map((role) => [role.practitioner.identifier.value, role]))
  const living = resources.patients.filter((patient) => !patient.deceasedDateTime && !patient.deceasedBoolean)
  return {
    patients: living.map((patient, index) => patientOf(patient, index, allergies.get(patient.id) ?? [])),
    practitioners: resources.practitioners
      .filter(({ active }) => active)
      .map(({ identifier, name }) => {
        const npi = identifier[0]?.value ?? ''
        const telecom = roles.get(npi)?.telecom ?? []
        return {
          npi,
          givenName: (name[0]?.given ?? []).map(withoutDigits).join(' '),
          familyName: withoutDigits(name[0]?.family ?? ''),
          email: withoutDigits(telecomOf(telecom, 'email')).replaceAll(' ', '.'),
          phone: phoneOf(telecomOf(telecom, 'phone')),
        }
      })
      .toSorted((one, other) => one.npi.localeCompare(other.npi)),
  }
}

async function resourcesOf<T>(name: string): Promise<T[]> {
  const text = await readFile(new URL(`../data/${name}.ndjson`, import.meta.url), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

/** The files of `db/demo/data`. */
export async function readSynthea(): Promise<Synthea> {
  const [patients, practitioners, roles, allergies] = await Promise.all([
    resourcesOf<PatientResource>('Patient'),
    resourcesOf<PractitionerResource>('Practitioner'),
    resourcesOf<RoleResource>('PractitionerRole'),
    resourcesOf<AllergyResource>('AllergyIntolerance'),
  ])
  return readResources({ patients, practitioners, roles, allergies })
}

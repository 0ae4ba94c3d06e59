import type { Patient } from '../../api/records.ts'
import type { PatientChange } from './queries.ts'

/** A record as a form holds it: what is not known is empty text. */
export interface Values {
  givenName: string
  familyName: string
  birthDate: string
  sex: Patient['sex']
  bloodType: string
  phone: string
  email: string
  address: string
  emergencyContact: { name: string; phone: string; relationship: string }
  allergies: { substance: string; reaction: string; severity: string }[]
}

/** What the form decides about: all of a record but its portal account. */
export type Details = Required<Omit<PatientChange, 'userId'>>
export type Field = keyof Details

export const valuesOf = (patient: Details): Values => ({
  givenName: patient.givenName,
  familyName: patient.familyName,
  birthDate: patient.birthDate,
  sex: patient.sex,
  bloodType: patient.bloodType ?? '',
  phone: patient.phone ?? '',
  email: patient.email ?? '',
  address: patient.address ?? '',
  emergencyContact: {
    name: patient.emergencyContact?.name ?? '',
    phone: patient.emergencyContact?.phone ?? '',
    relationship: patient.emergencyContact?.relationship ?? '',
  },
  allergies: patient.allergies.map(({ substance, reaction, severity }) => ({
    substance,
    reaction: reaction ?? '',
    severity: severity ?? '',
  })),
})

const orNull = (text: string) => text.trim() || null

/** The lines that name something to be kept from the patient. */
export const allergiesOf = (lines: Values['allergies']): Details['allergies'] =>
  lines
    .filter(({ substance }) => substance.trim())
    .map(({ substance, reaction, severity }) => ({
      substance: substance.trim(),
      reaction: orNull(reaction),
      severity: orNull(severity),
    }))

/** A form as the API takes it: empty text clears. */
export function detailsOf({ emergencyContact: contact, ...values }: Values): Details {
  const [name, phone, relationship] = [contact.name.trim(), contact.phone.trim(), orNull(contact.relationship)]
  return {
    givenName: values.givenName.trim(),
    familyName: values.familyName.trim(),
    birthDate: values.birthDate,
    sex: values.sex,
    bloodType: (values.bloodType || null) as Details['bloodType'],
    phone: orNull(values.phone),
    email: orNull(values.email),
    address: orNull(values.address),
    emergencyContact: name || phone || relationship ? { name, phone, relationship } : null,
    allergies: allergiesOf(values.allergies),
  }
}

/** The same in both, whatever was left out or said to be unknown. */
const isSame = (one: Details, other: Details, field: Field) =>
  JSON.stringify(detailsOf(valuesOf(one))[field]) === JSON.stringify(detailsOf(valuesOf(other))[field])

/** The fields in which two states of a record differ. */
export const changedFields = (before: Details, after: Details): Field[] =>
  (Object.keys(detailsOf(valuesOf(after))) as Field[]).filter((field) => !isSame(before, after, field))

/** What to send, so that what nobody touched here stays as others left it. */
export const changeBetween = (before: Details, after: Details): Partial<Details> =>
  Object.fromEntries(changedFields(before, after).map((field) => [field, after[field]]))

/** What two people changed at once, each to something else. */
export const overlap = (base: Details, mine: Details, theirs: Details): Field[] =>
  changedFields(base, mine).filter((field) => !isSame(base, theirs, field) && !isSame(mine, theirs, field))

/** One record of two: what I changed, and of the rest what they saved; where both changed the same, mine or theirs. */
export function merge(base: Details, mine: Details, theirs: Details, keep: 'mine' | 'theirs'): Details {
  const disputed = overlap(base, mine, theirs)
  const kept = changedFields(base, mine).filter((field) => keep === 'mine' || !disputed.includes(field))
  return { ...detailsOf(valuesOf(theirs)), ...Object.fromEntries(kept.map((field) => [field, mine[field]])) }
}

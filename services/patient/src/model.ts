import { HistoryItem } from '@wardline/kit/history'
import { ListQuery, Page } from '@wardline/kit/list'
import {
  Body,
  CivilDate,
  Email,
  Instant,
  Name,
  Nullable,
  OneOf,
  Phone,
  recordFields,
  Text,
  Uuid,
  WholeNumber,
} from '@wardline/kit/schema'
import { type Static, t } from 'elysia'
import { bloodTypes, sexes } from './rules.ts'

/** Administrative gender, FHIR R4: https://hl7.org/fhir/R4/valueset-administrative-gender.html */
export const Sex = OneOf(sexes)
export const BloodType = OneOf(bloodTypes)

export const EmergencyContact = Body({
  name: Name,
  phone: Phone,
  relationship: t.Optional(Nullable(Text(100))),
})
export type EmergencyContact = Static<typeof EmergencyContact>

/** `severity` is free text; FHIR's codes are mild, moderate, severe. */
export const Allergy = Body({
  substance: Text(200),
  reaction: t.Optional(Nullable(Text(200))),
  severity: t.Optional(Nullable(Text(100))),
})
export type Allergy = Static<typeof Allergy>

export const Patient = t.Object({
  ...recordFields,
  /** Medical record number, the hospital's own: never changes, never given twice. */
  mrn: t.String(),
  givenName: t.String(),
  familyName: t.String(),
  name: t.String(),
  birthDate: CivilDate,
  sex: Sex,
  phone: Nullable(t.String()),
  email: Nullable(t.String()),
  address: Nullable(t.String()),
  emergencyContact: Nullable(EmergencyContact),
  bloodType: Nullable(BloodType),
  allergies: t.Array(Allergy),
  /** The portal account that sees this record. */
  userId: Nullable(Uuid),
  archivedAt: Nullable(Instant),
})
export type Patient = Static<typeof Patient>

const optionalFields = {
  phone: t.Optional(Nullable(Phone)),
  email: t.Optional(Nullable(Email)),
  address: t.Optional(Nullable(Text(500))),
  emergencyContact: t.Optional(Nullable(EmergencyContact)),
  bloodType: t.Optional(Nullable(BloodType)),
  allergies: t.Optional(t.Array(Allergy, { maxItems: 100 })),
  userId: t.Optional(Nullable(Uuid)),
}

export const NewPatient = Body({ givenName: Name, familyName: Name, birthDate: CivilDate, sex: Sex, ...optionalFields })
export type NewPatient = Static<typeof NewPatient>

/** Absent stays, null clears. */
export const PatientChange = Body({
  version: t.Optional(WholeNumber({ minimum: 1 })),
  givenName: t.Optional(Name),
  familyName: t.Optional(Name),
  birthDate: t.Optional(CivilDate),
  sex: t.Optional(Sex),
  ...optionalFields,
})
export type PatientChange = Static<typeof PatientChange>

/** With `q` and no `sort`, the best match comes first. `archived=true` shows archived records too. */
export const PatientQuery = ListQuery(['name', 'birthDate', 'createdAt', 'updatedAt'], {
  archived: t.Optional(t.Boolean()),
  sex: t.Optional(Sex),
  userId: t.Optional(Uuid),
})
export type PatientQuery = Static<typeof PatientQuery>
export const PatientPage = Page(Patient)
export const PatientHistory = t.Object({ items: t.Array(HistoryItem) })

/** What other parts need to know of a patient. */
export const PatientSummary = t.Object({
  id: Uuid,
  name: t.String(),
  mrn: t.String(),
  userId: Nullable(Uuid),
  archivedAt: Nullable(Instant),
})
export type PatientSummary = Static<typeof PatientSummary>

export const PatientLookup = Body({ ids: t.Array(Uuid, { maxItems: 1000 }) })

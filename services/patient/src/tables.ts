import { historyTable, idempotencyTable, instant, outboxTable, plainText, recordColumns } from '@wardline/kit/tables'
import { sql } from 'drizzle-orm'
import { date, index, integer, jsonb, pgSchema, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Allergy, EmergencyContact } from './model.ts'
import type { BloodType, Sex } from './rules.ts'

export const patientSchema = pgSchema('patient')

/** The last three columns are derived by the store, for sorting and searching (search.ts says how). */
export const patients = patientSchema.table(
  'patient',
  {
    ...recordColumns(),
    mrnNumber: integer('mrn_number').notNull().generatedAlwaysAsIdentity(),
    mrn: plainText('mrn')
      .notNull()
      .generatedAlwaysAs(sql`'MRN-' || lpad(mrn_number::text, greatest(6, length(mrn_number::text)), '0')`),
    givenName: text('given_name').notNull(),
    familyName: text('family_name').notNull(),
    birthDate: date('birth_date').notNull(),
    sex: text('sex').$type<Sex>().notNull(),
    phone: text('phone'),
    email: text('email'),
    address: text('address'),
    emergencyContact: jsonb('emergency_contact').$type<EmergencyContact>(),
    bloodType: text('blood_type').$type<BloodType>(),
    allergies: jsonb('allergies').$type<Allergy[]>().notNull(),
    userId: uuid('user_id'),
    archivedAt: instant('archived_at'),
    sortName: plainText('sort_name').notNull(),
    /** Every word of the name, between spaces. */
    searchName: plainText('search_name').notNull(),
    phoneDigits: text('phone_digits').notNull(),
  },
  (table) => [
    uniqueIndex('patient_mrn').on(table.mrn),
    uniqueIndex('patient_mrn_number').on(table.mrnNumber),
    // An archived duplicate must not keep its person's account from the record that stays.
    uniqueIndex('patient_user')
      .on(table.userId)
      .where(sql`${table.archivedAt} is null and ${table.userId} is not null`),
    index('patient_sort_name').on(table.sortName, table.id),
    index('patient_birth_date').on(table.birthDate, table.id),
    index('patient_created_at').on(table.createdAt, table.id),
    index('patient_updated_at').on(table.updatedAt, table.id),
    index('patient_phone_digits').using('gin', sql`${table.phoneDigits} gin_trgm_ops`),
  ],
)

export type PatientRow = typeof patients.$inferSelect

/** The keys that lead to each word of any name, typing errors included. */
export const nameKeys = patientSchema.table(
  'name_key',
  { key: plainText('key').notNull(), word: plainText('word').notNull() },
  (table) => [primaryKey({ columns: [table.key, table.word] })],
)

/** Who has which word in their name. */
export const patientWords = patientSchema.table(
  'patient_word',
  {
    word: plainText('word').notNull(),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patients.id),
  },
  (table) => [
    primaryKey({ columns: [table.word, table.patientId] }),
    index('patient_word_patient').on(table.patientId),
  ],
)

export const history = historyTable(patientSchema)
export const outbox = outboxTable(patientSchema)
export const idempotency = idempotencyTable(patientSchema)

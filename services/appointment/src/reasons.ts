/**
 * Why an appointment is called off or not kept, as a code with its words. `doctor-away` and `patient-archived` are what the
 * system itself writes. Any other `reasonCode` is kept as it is.
 */
export const reasonCodes = {
  'patient-asked': 'The patient asked for it',
  'patient-unwell': 'The patient is too unwell to come',
  'left-without-being-seen': 'The patient left without being seen',
  'doctor-away': 'The doctor is away',
  'hospital-asked': 'The hospital asked for it',
  'booked-twice': 'There is another appointment for it',
  'patient-archived': 'The patient’s record was archived',
} as const satisfies Record<string, string>
export type ReasonCode = keyof typeof reasonCodes

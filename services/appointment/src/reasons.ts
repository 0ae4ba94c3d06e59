/**
 * Why an appointment is called off or not kept, as a code with its words. They are what the web suggests for `reasonCode`;
 * any other text is kept as it is.
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

/** A reason as people read it: its words, or the text as it was written. */
export const reasonInWords = (reason: string): string =>
  Object.hasOwn(reasonCodes, reason) ? reasonCodes[reason as ReasonCode] : reason

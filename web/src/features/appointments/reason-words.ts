import { t } from '../../language/inside.ts'

const words: Record<string, string> = {
  ...t('appointments.reasonCodes', { returnObjects: true }),
  ...t('appointments.cancelling.reasons', { returnObjects: true }),
}

/** Why an appointment was called off, as people read it; what is no code is told as it was written. */
export const reasonInWords = (reason: string): string => (Object.hasOwn(words, reason) && words[reason]) || reason

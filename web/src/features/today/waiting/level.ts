export type WaitLevel = 'short' | 'long' | 'tooLong'

/** England's Patient's Charter of 1991 promised to be seen within 30 minutes; half of that is worth a look. */
const tooLongMinutes = 30
const longMinutes = tooLongMinutes / 2

export function waitLevel(minutes: number): WaitLevel {
  if (minutes >= tooLongMinutes) return 'tooLong'
  return minutes >= longMinutes ? 'long' : 'short'
}

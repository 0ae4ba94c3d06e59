import { isCivilDay } from '../../time/zone.ts'

/** Each month in the languages that the app writes dates in: whoever reads "15 Mar 1958" in one may search in the other. */
const months = ['en-GB', 'es-ES'].flatMap((locale) => {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  return Array.from({ length: 12 }, (_, month) => ({ month: month + 1, name: format.format(Date.UTC(2026, month)) }))
})

const dayWithMonth = /(\d{1,2})\s+(?:de\s+)?(\p{L}{3,})\.?\s+(?:de\s+)?(\d{4})/giu

/** What is asked for what was typed: a date with the month in words is the date that the API reads. */
export const asked = (typed: string): string =>
  typed.replace(dayWithMonth, (text: string, day: string, word: string, year: string) => {
    const { month = 0 } = months.find(({ name }) => name.toLowerCase().startsWith(word.toLowerCase())) ?? {}
    const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
    return isCivilDay(date) ? date : text
  })

/** Digits too few to be part of a telephone number; that nobody has them as an MRN says nothing of who is registered. */
export const needsMoreDigits = (typed: string): boolean =>
  /^[\d\s+().x/-]*\d[\d\s+().x/-]*$/.test(typed) && typed.replace(/\D/g, '').replace(/^0+/, '').length < 4

import { fold, wordsOf } from '@wardline/kit/fold'
import { isCivilDate } from '@wardline/kit/schema'

/**
 * How patients are found by name. Trigram similarity has no threshold that serves: “Jhon” and “John” share a fifth of
 * their trigrams, “Marta” and “Martin” two thirds. So each word is stored under keys with letters left out, and a typed
 * word is looked up with letters left out (symmetric deletion, https://github.com/wolfgarbe/SymSpell): what meets is one
 * wrong, missing, extra or swapped letter apart, two in words of eight letters or more.
 */

const longestWord = 24
const mostTerms = 8
const digits = (text: string) => text.replace(/\D/g, '')
const lettersOf = (word: string) => Array.from(word)

/** Every text with one letter left out between two positions. */
const without = (letters: string[], from: number, to: number): string[] =>
  letters.slice(from, to).map((_, index) => letters.toSpliced(from + index, 1).join(''))

/** The word and its forms with letters left out: none up to three letters, one up to seven, then two after the first. */
function typoForms(word: string): string[] {
  const letters = lettersOf(word)
  if (letters.length <= 3 || letters.length > longestWord) return [word]
  const once = without(letters, 0, letters.length)
  if (letters.length < 8 || letters.length > 16) return [word, ...once]
  const twice = once.slice(1).flatMap((form) => without(lettersOf(form), 1, letters.length - 1))
  return [word, ...once, ...twice]
}

/** The beginning of a word with a letter left out inside: someone is still typing. */
const beginningForms = (letters: string[]): string[] => [letters.join(''), ...without(letters, 1, letters.length - 1)]

const prefixKey = (text: string) => `^${lettersOf(text).slice(0, longestWord).join('')}`
const typoKeys = (word: string) => typoForms(word).map((form) => `~${form}`)

/** Prefixes, forms with letters left out, and beginnings with a letter left out. */
function keysOfWord(word: string): string[] {
  const letters = lettersOf(word).slice(0, longestWord)
  const prefixes = letters.map((_, index) => letters.slice(0, index + 1))
  const beginnings = prefixes.slice(4, Math.min(letters.length - 1, 10))
  return [
    ...prefixes.map((prefix) => `^${prefix.join('')}`),
    ...typoKeys(word),
    ...beginnings.flatMap((beginning) => beginningForms(beginning).map((form) => `?${form}`)),
  ]
}

/** What a typed word is looked up by; one of these must be among a patient's keys. */
export function lookupKeys(word: string): string[] {
  const letters = lettersOf(word)
  const typing = letters.length >= 6 && letters.length <= 11 ? beginningForms(letters) : []
  const typos = letters.length >= 3 ? typoKeys(word) : []
  return [...new Set([prefixKey(word), ...typos, ...typing.map((form) => `?${form}`)])]
}

/** What is stored to find and sort a name by. */
export function searchForms(givenName: string, familyName: string) {
  const [given, family] = [wordsOf(givenName), wordsOf(familyName)]
  // O'Brien is found as obrien and as brien, Mary-Jane as maryjane, de la Cruz as delacruz.
  const parts = wordsOf(`${givenName} ${familyName}`.replace(/\p{P}/gu, ' ')).filter((part) => part.length > 2)
  const words = [...new Set([...given, ...family, ...parts, given.join(''), family.join('')])].filter(Boolean)
  const whole = [[...given, ...family].join(''), [...family, ...given].join('')]
  return {
    sortName: `${family.join(' ')}  ${given.join(' ')}`,
    searchName: ` ${[...words, ...whole].join(' ')} `,
    searchKeys: [...new Set([...words.flatMap(keysOfWord), ...whole.map(prefixKey)])],
  }
}

/** Digits alone: they are what is compared. */
export const phoneDigits = (phone: string | null): string => digits(phone ?? '')

/** One thing a patient is looked for by; a patient has to match each. */
export type Term =
  | { kind: 'word'; word: string }
  | { kind: 'born'; date: string }
  | { kind: 'mrn'; digits: string }
  /** A record number, or a telephone number by its last nine digits: what precedes them is written in many ways. */
  | { kind: 'number'; digits: string; phone: string | undefined }

export interface Search {
  terms: Term[]
  /** All the words as one, for a name typed with a gap: “Mc Donald”. */
  squeezed: string | undefined
}

/** `1980-02-03`, or day first with slashes, dots or dashes. */
function dateOf(text: string): string | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text) ?? []
  const date = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
  return isCivilDate(date) ? date : undefined
}

function numberTerm(text: string): Term {
  const significant = digits(text).replace(/^0+/, '')
  return { kind: 'number', digits: digits(text), phone: significant.length >= 4 ? significant.slice(-9) : undefined }
}

function termsOf(text: string): Term[] {
  const date = dateOf(text)
  if (date) return [{ kind: 'born', date }]
  const [, record] = /^mrn(\d+)$/i.exec(text) ?? []
  if (record) return [{ kind: 'mrn', digits: record }]
  if (isNumber(text) && /\d/.test(text)) return [numberTerm(text)]
  return wordsOf(text).map((word) => ({ kind: 'word', word }))
}

const isNumber = (text: string) => /^[\d\s+().x/-]+$/.test(text) && !dateOf(text)

/** The pieces between spaces; a telephone number typed in groups is one. */
function piecesOf(q: string): string[] {
  const pieces: string[] = []
  for (const piece of q.split(/\s+/).filter(Boolean)) {
    const last = pieces.at(-1)
    if (last !== undefined && isNumber(last) && isNumber(piece)) pieces[pieces.length - 1] = `${last} ${piece}`
    else pieces.push(piece)
  }
  return pieces
}

/** What someone typed, read as dates of birth, record numbers, telephone numbers and words of a name. */
export function parseSearch(q: string): Search {
  const text = q.normalize('NFKC').replace(/\bmrn[\s:#-]*(?=\d)/gi, 'mrn')
  const terms = piecesOf(text).flatMap(termsOf).slice(0, mostTerms)
  const onlyWords = terms.length > 1 && terms.every((term) => term.kind === 'word')
  return { terms, squeezed: onlyWords ? fold(q).replaceAll(' ', '') : undefined }
}

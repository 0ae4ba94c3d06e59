import { fold, wordsOf } from '@wardline/kit/fold'
import { isCivilDate } from '@wardline/kit/schema'

/**
 * How patients are found by name. Trigram similarity has no threshold that serves: “Jhon” and “John” share a fifth of
 * their trigrams, “Marta” and “Martin” two thirds. So each word is stored under keys with letters left out, and a typed
 * word is looked up with letters left out (symmetric deletion, https://github.com/wolfgarbe/SymSpell). The place of the
 * letter is part of the key, so that what meets is exactly one letter missing, extra, changed or swapped apart.
 *
 * `^` beginning · `=` word · `~` word with the letter at a place left out · `?` beginning with one left out inside ·
 * `7`, `8` words of seven letters, or more, with up to two left out inside.
 */

const longestWord = 24
const mostTerms = 8
const digits = (text: string) => text.replace(/\D/g, '')
const lettersOf = (word: string) => Array.from(word).slice(0, longestWord)

const isFuzzy = (letters: string[]) => letters.length >= 4
const isLong = (letters: string[]) => letters.length >= 7 && letters.length <= 16
const isBeginning = (letters: string[]) => letters.length >= 5 && letters.length <= 10

const drop = (letters: string[], at: number): string => letters.toSpliced(at, 1).join('')
const dropEach = (mark: string, letters: string[]): string[] =>
  letters.map((_, at) => `${mark}${drop(letters, at)}#${at}`)
/** First and last letters are seldom mistyped: where more is forgiven, they have to be right. */
const inside = <T>(all: T[]): T[] => all.slice(1, -1)
const swaps = (letters: string[]): string[] =>
  letters
    .slice(1)
    .map((letter, at) => [...letters.slice(0, at), letter, letters[at], ...letters.slice(at + 2)].join(''))

function twoLeftOut(letters: string[]): string[] {
  const once = inside(letters.map((_, at) => letters.toSpliced(at, 1)))
  const twice = once.flatMap((left) => inside(left.map((_, at) => drop(left, at))))
  return [...new Set([letters.join(''), ...once.map((left) => left.join('')), ...twice])]
}

/** The key under which a word is itself. */
export const wholeKey = (word: string): string => `=${lettersOf(word).join('')}`

/** What a word of a name is stored under. */
export function keysOfWord(word: string): string[] {
  const letters = lettersOf(word)
  const prefixes = letters.map((_, index) => letters.slice(0, index + 1))
  return [
    ...prefixes.map((prefix) => `^${prefix.join('')}`),
    wholeKey(word),
    ...(isFuzzy(letters) ? dropEach('~', letters) : []),
    ...prefixes.slice(0, -1).flatMap((prefix) => (isBeginning(prefix) ? inside(dropEach('?', prefix)) : [])),
    ...(isLong(letters) ? twoLeftOut(letters).map((form) => `${letters.length > 7 ? 8 : 7}${form}`) : []),
  ]
}

const wholeWord = (letters: string[]): string[] => [
  ...letters.map((_, at) => `=${drop(letters, at)}`),
  ...swaps(letters).map((swapped) => `=${swapped}`),
  ...dropEach('~', letters),
]
/** Someone is still typing. */
const beginning = (word: string, letters: string[]): string[] => [
  ...inside(letters.map((_, at) => `^${drop(letters, at)}`)),
  ...swaps(letters)
    .slice(1)
    .map((swapped) => `^${swapped}`),
  ...inside(dropEach('?', letters)),
  ...letters.slice(1).map((_, at) => `?${word}#${at + 1}`),
]

/** What a typed word is looked up by; one of these must be among the keys of a word of the name. */
export function lookupKeys(typed: string): string[] {
  const letters = lettersOf(typed)
  const word = letters.join('')
  const { length } = letters
  const keys = [`^${word}`]
  if (length >= 3) keys.push(...Array.from({ length: length + 1 }, (_, at) => `~${word}#${at}`))
  if (isFuzzy(letters)) keys.push(...wholeWord(letters))
  if (length >= 6 && isBeginning(letters)) keys.push(...beginning(word, letters))
  if (isLong(letters))
    keys.push(...twoLeftOut(letters).flatMap((form) => (length > 7 ? [`7${form}`, `8${form}`] : [`8${form}`])))
  return [...new Set(keys)]
}

/** What is stored to find and sort a name by. */
export function searchForms(givenName: string, familyName: string) {
  const [given, family] = [wordsOf(givenName), wordsOf(familyName)]
  // O'Brien is found as obrien and as brien, Mary-Jane as maryjane too, de la Cruz as delacruz.
  const parts = wordsOf(`${givenName} ${familyName}`.replace(/\p{P}/gu, ' ')).filter((part) => part.length > 2)
  const words = new Set([...given, ...family, ...parts, given.join(''), family.join('')])
  words.delete('')
  return { sortName: `${family.join(' ')}  ${given.join(' ')}`, searchWords: [...words].sort() }
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

import { expect, test } from 'bun:test'
import { Glob } from 'bun'
import inside from './en/inside.ts'
import { chooseLanguage, languages } from './languages.ts'

type Words = { [key: string]: string | Words }

const sentences = (words: Words, path = ''): [path: string, sentence: string][] =>
  Object.entries(words).flatMap(([key, word]) =>
    typeof word === 'string' ? [[path + key, word] as [string, string]] : sentences(word, `${path}${key}.`),
  )

const insertions = (sentence: string) => [...sentence.matchAll(/\{\{(\w+)[^}]*\}\}/g)].map(([, name]) => name).sort()

const part = async (path: string) => sentences(((await import(path)) as { default: Words }).default)

const read = async (language: string) =>
  new Map([...(await part(`./${language}/index.ts`)), ...(await part(`./${language}/inside.ts`))])

const english = await read('en')

test.each(Object.keys(languages))('%s has every sentence of English, with the same insertions', async (language) => {
  const translated = await read(language)
  expect([...translated.keys()].sort()).toEqual([...english.keys()].sort())
  for (const [path, sentence] of english) {
    const own = translated.get(path) ?? ''
    expect(own.trim(), path).not.toBe('')
    // "One patient" needs no number.
    if (!path.endsWith('_one')) expect([path, ...insertions(own)]).toEqual([path, ...insertions(sentence)])
  }
})

/** Keys of the pages behind the log-in, in code that may run before their words are there. */
const tooEarly = (code: string): string[] =>
  /from '[^']*\/t\.ts'/.test(code)
    ? Object.keys(inside).flatMap(
        (feature) => code.match(new RegExp(`['\`]${feature}\\.\\w+|\\bt\\('${feature}'`, 'g')) ?? [],
      )
    : []

test('whoever uses words of the pages behind the log-in waits for them', async () => {
  const source = `${import.meta.dir}/..`
  const found: string[] = []
  for await (const path of new Glob('**/*.{ts,tsx}').scan(source))
    for (const key of path.includes('.test.') ? [] : tooEarly(await Bun.file(`${source}/${path}`).text()))
      found.push(`${path}: ${key}`)
  expect(found).toEqual([])
})

test.each([
  ["import { t } from '../../language/t.ts'\nt('calendar.title')", 1],
  ["import { locale, t } from '../../language/t.ts'\nt('users', { returnObjects: true })", 1],
  ["import { t } from '../../language/t.ts'\nt('shell.title')", 0],
  ["import { t } from '../../language/inside.ts'\nt('calendar.title')", 0],
])('%s', (code, count) => {
  expect(tooEarly(code)).toHaveLength(count)
})

test.each([
  ['what was chosen here comes first', 'es', ['en-GB'], 'es'],
  ['then what the browser asks for, in its order', null, ['fr-FR', 'es-419', 'en'], 'es'],
  ['English where nothing fits', null, ['fr-FR'], 'en'],
  ['a choice that is no language is none', 'toString', [], 'en'],
] as const)('%s', (_, chosen, preferred, expected) => {
  expect(chooseLanguage(chosen, preferred)).toBe(expected)
})

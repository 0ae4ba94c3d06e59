import { expect, test } from 'bun:test'
import { chooseLanguage, languages } from './languages.ts'

type Words = { [key: string]: string | Words }

const sentences = (words: Words, path = ''): [path: string, sentence: string][] =>
  Object.entries(words).flatMap(([key, word]) =>
    typeof word === 'string' ? [[path + key, word] as [string, string]] : sentences(word, `${path}${key}.`),
  )

const insertions = (sentence: string) => [...sentence.matchAll(/\{\{(\w+)[^}]*\}\}/g)].map(([, name]) => name).sort()

const read = async (language: string) =>
  new Map(sentences(((await import(`./${language}/index.ts`)) as { default: Words }).default))

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

test.each([
  ['what was chosen here comes first', 'es', ['en-GB'], 'es'],
  ['then what the browser asks for, in its order', null, ['fr-FR', 'es-419', 'en'], 'es'],
  ['English where nothing fits', null, ['fr-FR'], 'en'],
  ['a choice that is no language is none', 'toString', [], 'en'],
] as const)('%s', (_, chosen, preferred, expected) => {
  expect(chooseLanguage(chosen, preferred)).toBe(expected)
})

import { addWords, insideWords } from './t.ts'

// Awaited before any module that imports this one runs, so that words can stand in constants there too.
addWords(await insideWords())

export { changeLanguage, language, locale, t } from './t.ts'

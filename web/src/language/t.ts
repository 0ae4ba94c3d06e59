import { createInstance } from 'i18next'
import type { English, Front, Inside } from './catalogue.ts'
import en from './en/index.ts'
import es from './es/index.ts'
import { chooseLanguage, type Language } from './languages.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: English }
    /** What is counted or inserted is checked against the English sentence. */
    returnNull: false
  }
}

const key = 'wardline-language'
const inBrowser = typeof document !== 'undefined'

/** Of the words around every page each language has two kilobytes: to fetch one alone takes longer than to have all. */
const fronts: Record<Language, Front> = { en, es }

/** Of the others one language is loaded, that of this visit. */
const insides: Record<Language, () => Promise<{ default: Inside }>> = {
  en: () => import('./en/inside.ts'),
  es: () => import('./es/inside.ts'),
}

export const language = inBrowser ? chooseLanguage(localStorage.getItem(key), navigator.languages) : 'en'

/** For `Intl`: a hospital's dates and 24-hour clock, in the words of the language. */
export const locale = { en: 'en-GB', es: 'es-ES' }[language]

/** The words of the pages behind the log-in. */
export const insideWords = async (): Promise<Inside> => (await insides[language]()).default

const i18n = createInstance({
  lng: language,
  // React escapes.
  interpolation: { escapeValue: false },
  // Known before any other module of the app runs, so that words can stand in constants.
  resources: { [language]: { translation: fronts[language] } },
})
// With all its words at hand it is done when this returns.
void i18n.init()

if (inBrowser) {
  document.documentElement.lang = language
  document.documentElement.dir = i18n.dir()
}

/**
 * The words for a key of the catalogue, in the language of this visit. From here those of the front only;
 * `inside.ts` hands out the same function once all words are there.
 */
export const t = i18n.t

/** Adds the words of the pages behind the log-in to those that are there. */
export const addWords = (words: Inside): void => {
  i18n.addResourceBundle(language, 'translation', words, true)
}

/** Loads the page again in another language: where people are stays in the address, what they had begun to write does not. */
export function changeLanguage(next: Language): void {
  localStorage.setItem(key, next)
  location.reload()
}

/** What Wardline speaks, each under its own name. The first is the one that everything else falls back to. */
export const languages = { en: 'English', es: 'Español' } as const

export type Language = keyof typeof languages

export const isLanguage = (text: unknown): text is Language =>
  typeof text === 'string' && Object.hasOwn(languages, text)

/**
 * @param chosen what the person chose on this computer, if they did
 * @param preferred BCP 47 tags, the most wanted first, as `navigator.languages`
 */
export const chooseLanguage = (chosen: string | null, preferred: readonly string[]): Language =>
  [chosen, ...preferred.map((tag) => tag.split('-')[0])].find(isLanguage) ?? 'en'

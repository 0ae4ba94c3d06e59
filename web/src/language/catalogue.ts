import type en from './en/index.ts'

/** The shape of English with other words: a missing or a superfluous key is a type error. */
type Translated<Words> = { readonly [Key in keyof Words]: Words[Key] extends string ? string : Translated<Words[Key]> }

export type English = typeof en
export type Catalogue = Translated<English>
/** One feature's part of the catalogue, for the file that translates it. */
export type Part<Feature extends keyof English> = Catalogue[Feature]

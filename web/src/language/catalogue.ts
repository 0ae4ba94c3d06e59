import type front from './en/index.ts'
import type inside from './en/inside.ts'

/** The shape of English with other words: a missing or a superfluous key is a type error. */
type Translated<Words> = { readonly [Key in keyof Words]: Words[Key] extends string ? string : Translated<Words[Key]> }

export type English = typeof front & typeof inside
/** What the log-in page says, and what stands around every page. */
export type Front = Translated<typeof front>
/** What the other pages say. */
export type Inside = Translated<typeof inside>
/** One feature's part of the catalogue, for the file that translates it. */
export type Part<Feature extends keyof English> = Translated<English>[Feature]

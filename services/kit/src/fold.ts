/** Letters that Unicode does not decompose into a plain one and a mark. */
const letters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
}
const special = new RegExp(`[${Object.keys(letters).join('')}]`, 'g')
/** Written inside a name in many ways, or left out. */
const apostrophes = /['’‘ʼʹ`´ʻʾʿ＇]/g

/**
 * Text as people search for it: lower case, without accents or apostrophes, words parted by one space.
 * `O’Brien-Müller` is `obrien muller`.
 */
export const fold = (text: string): string =>
  text
    .replace(apostrophes, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(special, (letter) => letters[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The words of a folded text. */
export const wordsOf = (text: string): string[] => fold(text).split(' ').filter(Boolean)

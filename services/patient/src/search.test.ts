import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { keysOfWord, lookupKeys, parseSearch, searchForms } from './search.ts'

/** What the query of the list does, on one name. */
function finds(q: string, givenName: string, familyName: string): boolean {
  const keys = new Set(searchForms(givenName, familyName).searchWords.flatMap(keysOfWord))
  const has = (word: string) => lookupKeys(word).some((key) => keys.has(key))
  const { terms, squeezed } = parseSearch(q)
  const words = terms.flatMap((term) => (term.kind === 'word' ? [term.word] : []))
  return (words.length > 0 && words.every(has)) || (squeezed !== undefined && has(squeezed))
}

const should: [q: string, given: string, family: string][] = [
  // whole, prefixes, swapped
  ['John Smith', 'John', 'Smith'],
  ['smith john', 'John', 'Smith'],
  ['Smith, John', 'John', 'Smith'],
  ['smi', 'John', 'Smith'],
  ['jo sm', 'John', 'Smith'],
  ['j', 'John', 'Smith'],
  ['paul', 'John Paul', 'Smith'],
  ['Smithson', 'Ann', 'Smithson-Jones'],
  ['jones', 'Ann', 'Smithson-Jones'],
  ['smithson jones', 'Ann', 'Smithson-Jones'],
  // accents and other letters
  ['jose', 'José', 'Núñez'],
  ['nunez', 'José', 'Núñez'],
  ['José', 'Jose', 'Nunez'],
  ['muller', 'Jürgen', 'Müller'],
  ['mueller', 'Jürgen', 'Müller'],
  ['strasse', 'Uwe', 'Straße'],
  ['lukasz', 'Łukasz', 'Żółć'],
  ['zolc', 'Łukasz', 'Żółć'],
  ['soren', 'Søren', 'Ægidius'],
  ['nguyen', 'Thị Hoa', 'Nguyễn'],
  ['ISIL', 'Işıl', 'Yıldız'],
  ['山田', '太郎', '山田'],
  ['山', '太郎', '山田'],
  ['김민', '민준', '김민'],
  ['мария', 'Мария', 'Иванова'],
  // apostrophes, hyphens, gaps
  ["O'Brien", 'Sean', 'O’Brien'],
  ['obrien', 'Sean', "O'Brien"],
  ['O’Brien', 'Sean', 'OBrien'],
  ['o brien', 'Sean', "O'Brien"],
  ['brien', 'Sean', "O'Brien"],
  ['DAngelo', 'Rita', 'D`Angelo'],
  ['mary jane', 'Mary-Jane', 'Watson'],
  ['maryjane', 'Mary-Jane', 'Watson'],
  ['delacruz', 'Ana', 'de la Cruz'],
  ['cruz', 'Ana', 'de la Cruz'],
  ['Mc Donald', 'Ronald', 'McDonald'],
  ['mcdonald', 'Ronald', 'Mc Donald'],
  // typing errors
  ['Jonh', 'John', 'Smith'],
  ['Jhon Smiht', 'John', 'Smith'],
  ['Jon Smith', 'John', 'Smith'],
  ['Jhn', 'John', 'Smith'],
  ['Anna', 'Ana', 'Smith'],
  ['Ana', 'Anna', 'Smith'],
  ['Smyth', 'John', 'Smith'],
  ['Garica', 'Luis', 'García'],
  ['Gonzales', 'Luis', 'González'],
  ['Gonzla', 'Luis', 'González'],
  ['Fernandes', 'Eva', 'Fernández'],
  ['Nuguyen', 'Hoa', 'Nguyễn'],
  ['Micheal', 'Michael', 'Brown'],
  ['Catherine', 'Katherine', 'Brown'],
  ['Muhammad', 'Mohammed', 'Ali'],
  ['Mohamed', 'Mohammad', 'Ali'],
  ['Schwarzeneger', 'Arnold', 'Schwarzenegger'],
  ['Shwarzeneger', 'Arnold', 'Schwarzenegger'],
  ['obrein', 'Sean', "O'Brien"],
]

const shouldNot: [q: string, given: string, family: string][] = [
  ['Marta', 'Martin', 'Cruz'],
  ['Martina', 'Ana', 'Martínez'],
  ['Roberta', 'Ann', 'Robertson'],
  ['Johnson', 'Ann', 'Jones'],
  ['Jones', 'Ann', 'Johnson'],
  ['Smith', 'Ann', 'Schmidt'],
  ['Anderson', 'Ann', 'Henderson'],
  ['Rodriguez', 'Ana', 'Domínguez'],
  ['Gutierrez', 'Ana', 'González'],
  ['Lee', 'Leo', 'Brown'],
  ['Kim', 'Tim', 'Brown'],
  ['Ana', 'Eva', 'Brown'],
  ['Al', 'El', 'Brown'],
  ['John Brown', 'John', 'Smith'],
  ['Anna Smith', 'John', 'Smith'],
  ['Peter', 'Petra Maria', 'Klein'],
  ['Maria', 'Marek', 'Klein'],
  ['William', 'Liam', 'Klein'],
  ['Ann', 'Hannah', 'Klein'],
  ['Zzyzx', 'Zoe', 'Klein'],
  ['qwertyuiop', 'Zoe', 'Klein'],
  ['!!!', 'Zoe', 'Klein'],
]

describe('a search by name', () => {
  test.each(should)('“%s” finds %s %s', (q, given, family) => expect(finds(q, given, family)).toBe(true))
  test.each(shouldNot)('“%s” does not find %s %s', (q, given, family) => expect(finds(q, given, family)).toBe(false))

  const letters = 'abcdefghijklmnopqrstuvwxyz'.split('')
  const word = fc.array(fc.constantFrom(...letters), { minLength: 4, maxLength: 20 }).map((each) => each.join(''))

  test('forgives one letter left out, added, changed or swapped in any word of four letters or more', () => {
    const edits: ((word: string, at: number, letter: string) => string)[] = [
      (text, at) => text.slice(0, at) + text.slice(at + 1),
      (text, at, letter) => text.slice(0, at) + letter + text.slice(at),
      (text, at, letter) => text.slice(0, at) + letter + text.slice(at + 1),
      (text, at) => text.slice(0, at) + (text[at + 1] ?? '') + text[at] + text.slice(at + 2),
    ]
    const edit = fc.constantFrom(...edits)
    fc.assert(
      fc.property(word, word, edit, fc.nat(), fc.constantFrom(...letters), (given, family, typo, at, letter) => {
        const index = at % family.length
        return finds(`${typo(family, index, letter)} ${given}`, given, family)
      }),
    )
  })

  test('finds every name by each beginning of each of its words, in any script', () => {
    const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(name, name, (given, family) =>
        searchForms(given, family).searchWords.every((word) => {
          const keys = new Set(keysOfWord(word))
          return Array.from(word).every((_, at, all) =>
            lookupKeys(all.slice(0, at + 1).join('')).some((key) => keys.has(key)),
          )
        }),
      ),
    )
  })

  test('stores a bounded number of keys', () => {
    expect(keysOfWord('featherstonehaugh').length).toBeLessThan(200)
    expect(keysOfWord('abcdefghijklmnop').length).toBeLessThan(200)
    expect(keysOfWord('abcdefghij'.repeat(20)).length).toBeLessThan(120)
  })
})

describe('what was typed', () => {
  const born = (date: string) => [{ kind: 'born', date }]
  test.each([
    ['1980-02-03', born('1980-02-03')],
    ['03/02/1980', born('1980-02-03')],
    ['3.2.1980', born('1980-02-03')],
    ['03-02-1980', born('1980-02-03')],
    ['MRN-000123', [{ kind: 'mrn', digits: '000123' }]],
    ['mrn 000123', [{ kind: 'mrn', digits: '000123' }]],
    ['mrn000123', [{ kind: 'mrn', digits: '000123' }]],
    ['000123', [{ kind: 'number', digits: '000123', phone: undefined }]],
    ['+34 600 123 456', [{ kind: 'number', digits: '34600123456', phone: '600123456' }]],
    ['0034 600123456', [{ kind: 'number', digits: '0034600123456', phone: '600123456' }]],
    ['(0151) 23-456', [{ kind: 'number', digits: '015123456', phone: '15123456' }]],
    ['31/02/1980', [{ kind: 'number', digits: '31021980', phone: '31021980' }]],
    ['smith 1980-02-03', [{ kind: 'word', word: 'smith' }, ...born('1980-02-03')]],
    [
      'smith 600 123',
      [
        { kind: 'word', word: 'smith' },
        { kind: 'number', digits: '600123', phone: '600123' },
      ],
    ],
    ['- ( )', []],
    ['', []],
  ])('“%s”', (q, terms) => expect(parseSearch(q).terms).toEqual(terms as never))

  test('anything at all can be typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (q) => parseSearch(q).terms.length <= 8))
  })
})

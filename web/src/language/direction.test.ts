import { expect, test } from 'bun:test'
import { Glob } from 'bun'

/** Sides that stay where they are when the direction of writing turns: each has a name that turns with it. */
const physical = [
  /\b(?:ml|mr|pl|pr|marginLeft|marginRight|paddingLeft|paddingRight|roundedLeft|roundedRight)=/,
  /\b(?:left|right|borderLeft\w*|borderRight\w*|borderTopLeft\w*|borderTopRight\w*|borderBottomLeft\w*|borderBottomRight\w*)=/,
  /\b(?:marginLeft|marginRight|paddingLeft|paddingRight|borderLeft\w*|borderRight\w*|scrollPaddingLeft|scrollPaddingRight)\s*:/,
  /['"]?\b(?:margin|padding|border|inset|scroll-padding)-(?:left|right)\b/,
  /\b(?:textAlign|float|clear|justify|justifyContent|placement|text-align)\s*[=:]\s*\{?\s*['"](?:left|right)/,
  /^\s*(?:left|right|ml|mr|pl|pr)\s*:/m,
  /[{,]\s*(?:left|right|ml|mr|pl|pr)\s*:\s*['"{`\d]/,
]

const source = `${import.meta.dir}/..`

const findings = (code: string): string[] =>
  code
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|\*|\/\*)/.test(line))
    // A chart draws its axis where its numbers run, in every language.
    .filter((line) => !/\bmargin=\{\{/.test(line))
    .filter((line) => physical.some((pattern) => pattern.test(line)))
    .map((line) => line.trim())

test('nothing on screen is on the left or on the right: it begins or ends', async () => {
  const found: string[] = []
  for await (const path of new Glob('**/*.{ts,tsx}').scan(source)) {
    // Catalogues hold words, and `left` is one.
    if (path.includes('.test.') || path.endsWith('.gen.ts') || path.startsWith('language/')) continue
    for (const line of findings(await Bun.file(`${source}/${path}`).text())) found.push(`${path}: ${line}`)
  }
  expect(found).toEqual([])
})

test.each([
  ['<Box ml="2" />', 1],
  ['<Text textAlign="right">', 1],
  ["css={{ left: '0' }}", 1],
  ['  paddingLeft: 4,', 1],
  ['<Box ms="2" insetStart="0" textAlign="end" />', 0],
  ['// left="0" would break a right-to-left language', 0],
  ['const [left, right] = sides', 0],
])('%s', (code, count) => {
  expect(findings(code)).toHaveLength(count)
})

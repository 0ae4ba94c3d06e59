import { expect, test } from 'bun:test'
import { Glob } from 'bun'
import { parseAst } from 'vite'

interface Node {
  type: string
  start: number
  [key: string]: unknown
}

/** Attributes and properties whose text somebody reads or hears. */
const spoken = new Set(
  'aria-label aria-description alt body description eyebrow header hint intro label loadingText meaning placeholder submitLabel title'.split(
    ' ',
  ),
)

/** Names that are the same in every language. */
const allowed = new Set(['Wardline', 'Ctrl K', '⌘ K'])

const source = `${import.meta.dir}/..`

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

const childrenOf = (node: Node): Node[] =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []))

/** Code as its syntax tree. */
function treeOf(code: string, path: string): Node {
  const tree: unknown = parseAst(code, { lang: path.endsWith('x') ? 'tsx' : 'ts' })
  if (!isNode(tree)) throw new Error(`${path} cannot be read`)
  return tree
}

const isSentence = (text: string) => /\p{L}{2}/u.test(text) && !allowed.has(text.trim())

/** The text that an expression may become, where it stands in the code. */
function literalsOf(node: unknown): string[] {
  if (!isNode(node)) return []
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : []
  if (node.type === 'TemplateLiteral')
    return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked)
  if (node.type === 'ConditionalExpression') return [...literalsOf(node.consequent), ...literalsOf(node.alternate)]
  if (node.type === 'LogicalExpression') return [...literalsOf(node.left), ...literalsOf(node.right)]
  if (node.type === 'JSXExpressionContainer') return literalsOf(node.expression)
  return []
}

const nameOf = (node: unknown): string => (isNode(node) ? String(node.name ?? node.value ?? '') : '')

/** Every text in the tree that a person would see or hear. */
function textsIn(node: Node): string[] {
  const own =
    node.type === 'JSXText'
      ? [String(node.value)]
      : node.type === 'JSXAttribute' && spoken.has(nameOf(node.name))
        ? literalsOf(node.value)
        : node.type === 'Property' && spoken.has(nameOf(node.key))
          ? literalsOf(node.value)
          : node.type === 'JSXElement' || node.type === 'JSXFragment'
            ? (node.children as Node[]).filter(({ type }) => type === 'JSXExpressionContainer').flatMap(literalsOf)
            : []
  return [...own, ...childrenOf(node).flatMap(textsIn)]
}

const written = (code: string, path: string): string[] =>
  textsIn(treeOf(code, path))
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter(isSentence)

/** The keys that code reads: as they are written, and as patterns where a part of one is not known before. */
function keysIn(node: Node): (string | RegExp)[] {
  const below = childrenOf(node).flatMap(keysIn)
  if (node.type === 'Literal' && /^[a-z]\w*(\.[\w-]+)+$/i.test(String(node.value)))
    return [String(node.value), ...below]
  if (node.type === 'TemplateLiteral') {
    const parts = (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked)
    if (/^[a-z]\w*\./i.test(parts[0] ?? ''))
      return [new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('[\\w-]+')}$`), ...below]
  }
  // A feature's words altogether: elsewhere its bare name may be anything.
  if (node.type === 'CallExpression' && nameOf(node.callee) === 't')
    return [...literalsOf((node.arguments as unknown[])[0]), ...below]
  return below
}

type Words = { [key: string]: string | Words }

const pathsOf = (words: Words, path: string): string[] =>
  Object.entries(words).flatMap(([key, word]) =>
    typeof word === 'string' ? [`${path}.${key}`] : pathsOf(word, `${path}.${key}`),
  )

/** A key and what it is a part of, which may be asked for as a whole. */
const withParents = (key: string): string[] => {
  const parts = key.replace(/_(zero|one|other)$/, '').split('.')
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'))
}

const filesIn = async (...patterns: string[]) => {
  const found = patterns.map((pattern) => Array.fromAsync(new Glob(pattern).scan(source)))
  return (await Promise.all(found)).flat().sort()
}

test('what people read is in the catalogues, not in the components', async () => {
  const files = await filesIn('features/**/*.{ts,tsx}', 'ui/**/*.{ts,tsx}', 'alerts/**/*.ts')
  const left: string[] = []
  for (const path of files) {
    if (path.includes('.test.')) continue
    for (const text of written(await Bun.file(`${source}/${path}`).text(), path)) left.push(`${path}: ${text}`)
  }
  expect(left).toEqual([])
})

test('no sentence of the catalogues is left that nothing says', async () => {
  const read = new Set<string>()
  const patterns: RegExp[] = []
  for (const path of await filesIn('**/*.{ts,tsx}')) {
    if (path.startsWith('language/') || path.includes('.test.')) continue
    const code = await Bun.file(`${source}/${path}`).text()
    for (const key of keysIn(treeOf(code, path))) typeof key === 'string' ? read.add(key) : patterns.push(key)
  }
  const isRead = (key: string) => read.has(key) || patterns.some((pattern) => pattern.test(key))
  const dead: string[] = []
  for (const path of await filesIn('language/en/*.ts')) {
    const feature = path.split('/').at(-1)?.replace('.ts', '') ?? ''
    // These only gather the others.
    if (['index', 'inside'].includes(feature)) continue
    const { default: words } = (await import(`${source}/${path}`)) as { default: Words }
    dead.push(...pathsOf(words, feature).filter((key) => !withParents(key).some(isRead)))
  }
  expect(dead).toEqual([])
})

test.each([
  ['<b>Hello there</b>', ['Hello there']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code that is read
  ['<i aria-label={open ? "Close" : `Open ${name}`} />', ['Close', 'Open']],
  ['<p>{open && "Nothing yet"}</p>', ['Nothing yet']],
  ['toaster.create({ title: "Saved" })', ['Saved']],
  ['<a href="/app/doctors" data-state="open">{t("ui.open")} · {count}</a>', []],
  ['const columns = [{ header: t("ui.open"), kind: "appointment" }]', []],
])('a text is found wherever somebody would read it: %s', (code, texts) => {
  expect(written(code, 'a.tsx')).toEqual(texts)
})

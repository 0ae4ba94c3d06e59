import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const webFolder = join(root, 'web')
/** Written last, so that a build that was interrupted counts for nothing. */
export const stampFile = join(webFolder, 'dist', '.inputs')

/** All that ends up in the app, or decides how: of the other packages the files that the app imports. */
const inputs = [
  'bun.lock',
  'package.json',
  'web/{index.html,package.json,vite.config.ts}',
  'web/{src,public}/**/*',
  'services/kit/src/*.ts',
  'db/src/parts.ts',
  'services/*/src/**/{model,rules,reasons}.ts',
]
const ignored = /\.test\.tsx?$|routeTree\.gen\.ts$/

/** One line that changes when any input of the web build does. */
export async function inputsHash(): Promise<string> {
  const found = inputs.flatMap((pattern) => [...new Bun.Glob(pattern).scanSync({ cwd: root, dot: true })])
  const names = [...new Set(found)].filter((name) => !ignored.test(name)).sort()
  const contents = await Promise.all(names.map((name) => readFile(join(root, name))))
  const hash = createHash('sha256')
  for (const [index, name] of names.entries())
    hash.update(`${name}\n${contents[index]?.length}\n`).update(contents[index] ?? '')
  return hash.digest('hex')
}

/** Whether what was built last was built from what is there now. */
export async function isBuilt(): Promise<boolean> {
  const [hash, stamp] = await Promise.all([inputsHash(), readFile(stampFile, 'utf8').catch(() => '')])
  return hash === stamp
}

/** Every file below a folder. */
export async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

import { readFile } from 'node:fs/promises'

const example = new URL('../../.env.example', import.meta.url)

/** The names of all variables that Wardline reads: each stands in `.env.example`. */
export async function variableNames(): Promise<string[]> {
  const text = await readFile(example, 'utf8')
  return [...text.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name = '']) => name)
}

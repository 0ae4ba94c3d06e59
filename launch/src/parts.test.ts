import { describe, expect, test } from 'bun:test'
import { readFile } from 'node:fs/promises'
import { type Part, parts } from '@wardline/kit/parts'

const folderOf = (part: Part) => (part === 'gateway' ? 'gateway' : `services/${part}`)
const addressOf = (part: Part) => (part === 'gateway' ? [] : [`${part.toUpperCase()}_URL=`])

/** What each file that lists the parts by hand has to say of one. */
const mentions: Record<string, (part: Part) => string[]> = {
  Dockerfile: (part) => [`COPY ${folderOf(part)}/package.json ${folderOf(part)}/\n`],
  'compose.yaml': (part) => [
    `\n  ${part}:\n`,
    `["bun", "gateway/src/part.ts", "${part}"]`,
    `${part.toUpperCase()}_DATABASE_URL: *${part}-url\n`,
    `${part.toUpperCase()}_PRIVATE_KEY: $`,
    ...addressOf(part).map((name) => `\n  ${name.replace('=', ': ')}http://${part}:${3000 + parts.indexOf(part)}\n`),
  ],
  '.env.example': (part) => [
    ...['DATABASE_URL', 'PRIVATE_KEY', 'DATABASE_PASSWORD'].map((name) => `${part.toUpperCase()}_${name}=`),
    ...addressOf(part),
  ],
  'tsconfig.json': (part) => [`{ "path": "${folderOf(part)}" }`],
  'tsconfig.test.json': (part) => [`{ "path": "${folderOf(part)}" }`],
}

describe.each(Object.entries(mentions))('%s', (file, mentioned) => {
  test.each(parts)('has all of %s', async (part) => {
    const text = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8')
    expect(mentioned(part).filter((each) => !text.includes(each))).toEqual([])
  })
})

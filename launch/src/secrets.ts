import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateKey, type Keys } from '@wardline/kit/identity'
import { type Part, parts } from '@wardline/kit/parts'
import { keyVariables } from './environment.ts'

/** What one hospital's data folder keeps to itself. */
interface Secrets {
  /** The superuser's of the embedded Postgres. */
  ownerPassword: string
  loginPasswords: Record<Part, string>
  keys: Record<Part, { public: string; private: string }>
}

const newPassword = () => Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url')

/** Secrets for every part, taking those that `known` already has. */
async function completeSecrets(known: Partial<Secrets> = {}): Promise<Secrets> {
  const keys = parts.map(async (part) => [part, known.keys?.[part] ?? (await generateKey())] as const)
  return {
    ownerPassword: known.ownerPassword ?? newPassword(),
    loginPasswords: Object.fromEntries(
      parts.map((part) => [part, known.loginPasswords?.[part] ?? newPassword()]),
    ) as Secrets['loginPasswords'],
    keys: Object.fromEntries(await Promise.all(keys)) as Secrets['keys'],
  }
}

/** The secrets of `dataDir`, made at the first call; only the owner of the file may read it. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json')
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  const secrets = await completeSecrets(text === undefined ? {} : parse(text, file))
  const complete = `${JSON.stringify(secrets, null, 2)}\n`
  if (complete === text) return secrets
  await mkdir(dataDir, { recursive: true })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, complete, { mode: 0o600 })
  await rename(draft, file)
  return secrets
}

function parse(text: string, file: string): Partial<Secrets> {
  try {
    return JSON.parse(text)
  } catch {
    // New ones would fit neither the database nor anything signed so far.
    throw new Error(`${file} is damaged: restore it from a copy`)
  }
}

export const keysOf = (secrets: Secrets): Keys => ({
  public: Object.fromEntries(parts.map((part) => [part, secrets.keys[part].public])) as Keys['public'],
  private: Object.fromEntries(parts.map((part) => [part, secrets.keys[part].private])),
})

if (import.meta.main) {
  const secrets = await completeSecrets()
  const passwords = parts.map((part) => [`${part.toUpperCase()}_DATABASE_PASSWORD`, secrets.loginPasswords[part]])
  const lines = {
    POSTGRES_PASSWORD: secrets.ownerPassword,
    ...Object.fromEntries(passwords),
    ...keyVariables(keysOf(secrets), parts),
  }
  for (const [name, value] of Object.entries(lines)) console.log(`${name}=${value}`)
}

import { systemClock } from '@wardline/kit/clock'
import { readConfig } from '@wardline/kit/config'
import { createAccessSigner } from '@wardline/kit/identity'
import { parts } from '@wardline/kit/parts'
import type { Role } from '@wardline/kit/permissions'
import type { Hospital } from './hospital.ts'

/** Somebody with an account, signed in. */
export interface Person {
  userId: string
  role: Role
  token: string
}

/**
 * Accounts by the thousand, which nobody could open through the API in that time: written into auth's table, with tokens
 * signed by its key. Their passwords fit nothing.
 */
export async function enrol(hospital: Hospital, role: Role, count: number): Promise<Person[]> {
  const ids = Array.from({ length: count }, () => Bun.randomUUIDv7())
  await hospital.postgres.query(
    `insert into auth."user" (id, version, created_at, updated_at, email, email_key, name, name_key, role, status, password_hash)
     select id, 1, now(), now(), id || '@wardline.test', id || '@wardline.test', 'Some ' || $2, 'some ' || $2, $2, 'active', 'none'
     from unnest($1::uuid[]) as given (id)`,
    [ids, role],
  )
  const sign = await createAccessSigner(readConfig(hospital.env, parts).keys, systemClock)
  return Promise.all(
    ids.map(async (userId) => ({
      ...{ userId, role },
      token: await sign({ userId, role, sessionId: crypto.randomUUID() }),
    })),
  )
}

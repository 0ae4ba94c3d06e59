import type { Transaction } from '@wardline/db/connect'
import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import { keysOfWord, lookupKeys, wholeKey } from './search.ts'
import { nameKeys, type PatientRow, patients, patientWords } from './tables.ts'

/** Takes away under which words a patient was found. */
export const removeWords = (tx: Transaction, { id }: PatientRow) =>
  tx.delete(patientWords).where(eq(patientWords.patientId, id))

/** Writes under which words a patient is found. */
export async function writeWords(tx: Transaction, { id, searchName }: PatientRow): Promise<void> {
  const words = searchName.split(' ').filter(Boolean)
  if (words.length === 0) return
  await tx.insert(patientWords).values(words.map((word) => ({ word, patientId: id })))
  const known = await tx
    .select({ word: nameKeys.word })
    .from(nameKeys)
    .where(inArray(nameKeys.key, words.map(wholeKey)))
  const fresh = words.filter((word) => !known.some((each) => each.word === word))
  if (fresh.length) await writeKeys(tx, fresh)
}

/** Words come sorted: two writers of the same new ones wait for each other in one order. */
async function writeKeys(tx: Transaction, words: string[]): Promise<void> {
  const rows = words.flatMap((word) => keysOfWord(word).map((key) => ({ key, word })))
  const column = (name: 'key' | 'word') => sql`${sql.param(rows.map((row) => row[name]))}::text[]`
  await tx.execute(
    sql`insert into ${nameKeys} (key, word) select * from unnest(${column('key')}, ${column('word')}) on conflict do nothing`,
  )
}

/**
 * True of patients with this word, or one that it may stand for, in their name. Fenced off, key by key and as arrays,
 * so that each step uses its index: left the choice, and without fresh statistics, the planner reads whole tables.
 */
export function hasWord(typed: string): SQL {
  const { key, word } = nameKeys
  const words = sql`array(select found.word from unnest(${sql.param(lookupKeys(typed))}::text[]) as wanted(key),
    lateral (select ${word} from ${nameKeys} where ${key} = wanted.key offset 0) as found)`
  return sql`${patients.id} = any(array(select ${patientWords.patientId} from ${patientWords} where ${patientWords.word} = any(${words})))`
}

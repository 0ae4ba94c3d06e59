import type { Transaction } from '@wardline/db/connect'
import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import { keysOfWord, lookupKeys, wholeKey } from './search.ts'
import { nameKeys, type PatientRow, patients, patientWords } from './tables.ts'

/** Writes under which words a patient is found, instead of those before. */
export async function writeWords(tx: Transaction, { id, searchName }: PatientRow): Promise<void> {
  await tx.delete(patientWords).where(eq(patientWords.patientId, id))
  const words = searchName.split(' ').filter(Boolean)
  if (words.length === 0) return
  await tx.insert(patientWords).values(words.map((word) => ({ word, patientId: id })))
  const known = await tx
    .select({ word: nameKeys.word })
    .from(nameKeys)
    .where(inArray(nameKeys.key, words.map(wholeKey)))
  const fresh = words.filter((word) => !known.some((each) => each.word === word))
  const rows = fresh.flatMap((word) => [...new Set(keysOfWord(word))].map((key) => ({ key, word })))
  // Words are sorted: two writers of the same new ones wait for each other in one order.
  if (rows.length) await tx.insert(nameKeys).values(rows).onConflictDoNothing()
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

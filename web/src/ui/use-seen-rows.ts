import { hashKey, type QueryKey } from '@tanstack/react-query'
import { type RefCallback, useCallback, useEffect } from 'react'
import { type KeptPage, seesOld, watchRows } from '../api/pages.ts'

/**
 * Keeps a list current where one looks at it: tells it which rows are on screen, and has it read again what has become old
 * once one comes to see it.
 * @returns goes around the table
 */
export function useSeenRows(
  queryKey: QueryKey,
  pages: readonly KeptPage<{ id: string }>[] | undefined,
  readAgain: () => unknown,
): RefCallback<HTMLElement> {
  const queryHash = hashKey(queryKey)
  useEffect(() => {
    if (!pages?.some(({ isOld }) => isOld)) return
    const look = () => seesOld(queryHash, pages) && void readAgain()
    look()
    addEventListener('scrollend', look)
    return () => removeEventListener('scrollend', look)
  }, [queryHash, pages, readAgain])
  return useCallback(
    (table) => {
      if (!table) return
      const rows = () =>
        Array.from(table.querySelectorAll<HTMLElement>('tr[data-index]'), ({ dataset }) => Number(dataset.index))
      return watchRows(queryHash, rows)
    },
    [queryHash],
  )
}

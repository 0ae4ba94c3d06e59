import { useQueryClient } from '@tanstack/react-query'
import type { User } from '../../api/records.ts'
import { toaster } from '../../ui/toaster.tsx'
import { changeUser } from './queries.ts'

type Change = Parameters<typeof changeUser>[1]

/** Changes an account, says so, and closes what it was asked in. Rejects with what was refused. */
export function useChange(user: User, onDone: () => void) {
  const queryClient = useQueryClient()
  return async (change: Change, title: string, description = user.name) => {
    try {
      await changeUser(user, change)
      toaster.create({ type: 'success', title, description })
      onDone()
    } finally {
      void queryClient.invalidateQueries({ queryKey: ['users'] })
    }
  }
}

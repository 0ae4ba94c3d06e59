import { Button } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { inWords } from '../../api/problem.ts'
import { toaster } from '../../ui/toaster.tsx'
import { retryAll } from './queries.ts'

export function RetryAllButton() {
  const queryClient = useQueryClient()
  const retry = useMutation({
    mutationFn: retryAll,
    onSuccess: ({ count, recipients }) =>
      toaster.create(
        count
          ? {
              type: 'success',
              title: 'Sent again',
              description: `${count} to ${recipients === 1 ? 'one person' : `${recipients} people`}`,
            }
          : { type: 'info', title: 'Nothing to send again' },
      ),
    onError: (failure) => toaster.create({ type: 'error', title: 'Not sent again', description: inWords(failure) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  })
  return (
    <Button variant="outline" loading={retry.isPending} onClick={() => retry.mutate()}>
      <RotateCcw aria-hidden />
      Retry all
    </Button>
  )
}

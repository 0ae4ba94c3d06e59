import { Button } from '@chakra-ui/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { inWords } from '../../api/problem.ts'
import type { Failure, FailureGroup } from '../../api/records.ts'
import { toaster } from '../../ui/toaster.tsx'
import { kindInWords } from '../notifications/kinds.ts'
import { concernedQuery, retryNotification } from './queries.ts'

interface RetryButtonProps {
  failure: Failure
  group: FailureGroup
  onRetried: (failure: Failure) => void
}

export function RetryButton({ failure, group, onRetried }: RetryButtonProps) {
  const queryClient = useQueryClient()
  const { data: name = 'the recipient' } = useQuery(concernedQuery(failure))
  const retry = useMutation({
    mutationFn: () => retryNotification(failure.notificationId ?? '', group),
    onSuccess: () => onRetried(failure),
    onError: (refusal) => toaster.create({ type: 'error', title: 'Not sent again', description: inWords(refusal) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  })
  return (
    <Button
      size="xs"
      variant="outline"
      loading={retry.isPending}
      onClick={() => retry.mutate()}
      aria-label={`Retry: ${kindInWords(failure.kind)} to ${name}`}
    >
      Retry
    </Button>
  )
}

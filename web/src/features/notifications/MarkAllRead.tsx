import { Button, type ButtonProps } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { inWords } from '../../api/problem.ts'
import { t } from '../../language/inside.ts'
import { toaster } from '../../ui/toaster.tsx'
import { inboxKey, markAllRead } from './queries.ts'

interface MarkAllReadProps extends Pick<ButtonProps, 'size'> {
  /** Of the newest on screen: what arrives meanwhile stays unread. */
  position: string
}

export function MarkAllRead({ position, size }: MarkAllReadProps) {
  const queryClient = useQueryClient()
  const readAll = useMutation({
    mutationFn: markAllRead,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: inboxKey }),
    onError: (failure) =>
      toaster.create({ type: 'error', title: t('notifications.bulk.nothingMarked'), description: inWords(failure) }),
  })
  return (
    <Button size={size} variant="outline" loading={readAll.isPending} onClick={() => readAll.mutate(position)}>
      {t('notifications.bulk.markAllRead')}
    </Button>
  )
}

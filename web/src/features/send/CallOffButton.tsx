import { Button } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { inWords } from '../../api/problem.ts'
import type { Send } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { toaster } from '../../ui/toaster.tsx'
import { cancelSend } from './queries.ts'

interface CallOffButtonProps {
  send: Pick<Send, 'id' | 'title'>
}

/** Calls off whatever of a send still waits. */
export function CallOffButton({ send: { id, title } }: CallOffButtonProps) {
  const queryClient = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => cancelSend(id),
    onSuccess: () => toaster.create({ type: 'success', title: t('send.sent.calledOff'), description: title }),
    onError: (refusal) =>
      toaster.create({ type: 'error', title: t('send.sent.notCalledOff'), description: inWords(refusal) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  })
  return (
    <Button
      size="xs"
      variant="outline"
      loading={cancel.isPending}
      onClick={() => cancel.mutate()}
      aria-label={t('send.sent.callOffOf', { title })}
    >
      {t('send.sent.callOff')}
    </Button>
  )
}

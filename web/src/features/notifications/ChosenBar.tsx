import { Button, Flex, Text } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { t } from '../../language/inside.ts'
import { toaster } from '../../ui/toaster.tsx'
import { keepNotification, markRead } from './queries.ts'

interface ChosenBarProps {
  chosen: string[]
  onChooseAll: () => void
  onChooseNone: () => void
}

/** What can be done with several at once. */
export function ChosenBar({ chosen, onChooseAll, onChooseNone }: ChosenBarProps) {
  const queryClient = useQueryClient()
  const mark = useMutation({
    mutationFn: async (read: boolean) => {
      const answers = await Promise.allSettled(chosen.map((id) => markRead(id, read)))
      for (const answer of answers) if (answer.status === 'fulfilled') keepNotification(queryClient, answer.value)
      return answers.filter(({ status }) => status === 'rejected').length
    },
    onSuccess: (failed) => {
      if (failed) toaster.create({ type: 'error', title: t('notifications.bulk.someFailed', { count: failed }) })
      else onChooseNone()
    },
  })
  const isIdle = chosen.length === 0
  return (
    <Flex gap="2" wrap="wrap" align="center" px="4" py="2" borderBottomWidth="1px">
      <Text textStyle="sm" color="fg.muted" role="status" me="2">
        {t('notifications.bulk.chosen', { count: chosen.length })}
      </Text>
      <Button size="xs" variant="outline" onClick={onChooseAll}>
        {t('notifications.bulk.chooseAll')}
      </Button>
      <Button size="xs" variant="outline" disabled={isIdle || mark.isPending} onClick={() => mark.mutate(true)}>
        {t('notifications.bulk.read')}
      </Button>
      <Button size="xs" variant="outline" disabled={isIdle || mark.isPending} onClick={() => mark.mutate(false)}>
        {t('notifications.bulk.unread')}
      </Button>
      <Button size="xs" variant="ghost" disabled={isIdle} onClick={onChooseNone}>
        {t('notifications.bulk.none')}
      </Button>
    </Flex>
  )
}

import { Button, Flex, Portal } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { may } from '@wardline/kit/permissions'
import { lazy, Suspense, useState } from 'react'
import type { Notification } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { coarse } from '../../ui/press-looks.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { type AlertStanding, answersTo } from './alert-standing.ts'
import { NotOut } from './NotOut.tsx'
import { acknowledge, keepNotification } from './queries.ts'
import { titleOf } from './written.ts'

const AnswerDialog = lazy(() => import('./AnswerDialog.tsx'))

interface AnswerButtonsProps {
  notification: Notification
  standing: AlertStanding
  /** Called when it is answered, and the button that did it may be gone. */
  onAnswered: () => void
}

/** A thumb must not say “not mine” where it meant the opposite. */
const apart = { [coarse]: { gap: '4' } }

/** Every answer that is open to whoever has this copy of an alert. */
export function AnswerButtons({ notification, standing, onAnswered }: AnswerButtonsProps) {
  const { user } = useSignedIn()
  const queryClient = useQueryClient()
  const [form, setForm] = useState<'decline' | 'hand-over'>()
  const { id } = notification
  const title = titleOf(notification)
  const confirm = useMutation({
    mutationFn: acknowledge,
    onSuccess: (changed) => {
      keepNotification(queryClient, changed)
      onAnswered()
    },
  })
  const open = answersTo(standing, may(user.role, 'notification.hand-over') !== undefined)
  return (
    <Flex gap="2" wrap="wrap" align="center" css={apart}>
      {open.acknowledge && (
        <Button
          size="xs"
          loading={confirm.isPending}
          loadingText={t('notifications.answer.acknowledging')}
          aria-label={t('notifications.answer.acknowledgeThis', { title })}
          onClick={() => confirm.mutate(id)}
        >
          {t('notifications.answer.acknowledge')}
        </Button>
      )}
      {open.decline && (
        <Button
          size="xs"
          variant="outline"
          aria-haspopup="dialog"
          aria-label={t('notifications.answer.notMineThis', { title })}
          onClick={() => setForm('decline')}
        >
          {t('notifications.answer.notMine')}
        </Button>
      )}
      {open.handOver && (
        <Button
          size="xs"
          variant="outline"
          aria-haspopup="dialog"
          aria-label={t('notifications.answer.handOverThis', { title })}
          onClick={() => setForm('hand-over')}
        >
          {t('notifications.answer.handOver')}
        </Button>
      )}
      {open.acknowledge && <NotOut failure={confirm.error} isOnItsWay={confirm.isPending} />}
      {form && (
        <Suspense fallback={null}>
          <Portal>
            <AnswerDialog
              form={form}
              notification={notification}
              onDone={onAnswered}
              onClose={() => setForm(undefined)}
            />
          </Portal>
        </Suspense>
      )}
    </Flex>
  )
}

import { Button } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { inWords } from '../../api/problem.ts'
import { t } from '../../language/inside.ts'
import { toaster } from '../../ui/toaster.tsx'
import { retryNotification } from './queries.ts'

const RiskDialog = lazy(() => import('./RiskDialog.tsx'))

interface RetryButtonProps {
  notificationId: string
  /** What the button is about, for those who cannot see where it stands. */
  label: string
  recipient: string
  /** It may have arrived: sending it again is asked about first. */
  isRisky: boolean
  /** It hardly ever helps here: no louder than what explains why. */
  isQuiet?: boolean
  onRetried?: () => void
}

/** Sends what failed of one notification again. */
export function RetryButton({ notificationId, label, recipient, isRisky, isQuiet, onRetried }: RetryButtonProps) {
  const queryClient = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [isSending, setSending] = useState(false)
  const retry = async () => {
    setSending(true)
    try {
      await retryNotification(notificationId, isRisky)
      onRetried?.()
    } catch (refusal) {
      toaster.create({ type: 'error', title: t('deliveries.retry.refused'), description: inWords(refusal) })
    }
    setSending(false)
    setAsking(false)
    void queryClient.invalidateQueries({ queryKey: ['deliveries'] })
  }
  return (
    <>
      <Button
        size="xs"
        variant={isQuiet ? 'ghost' : 'outline'}
        loading={isSending}
        onClick={() => (isRisky ? setAsking(true) : void retry())}
        aria-label={label}
      >
        {t('deliveries.failures.retry')}
      </Button>
      {isAsking && (
        <Suspense>
          <RiskDialog
            recipient={recipient}
            isSending={isSending}
            onConfirm={() => void retry()}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  )
}

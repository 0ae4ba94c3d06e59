import { Alert, Button } from '@chakra-ui/react'
import { CircleAlert } from 'lucide-react'
import { inWords, toApiError } from '../api/problem.ts'
import { t } from '../language/t.ts'

interface FailureNoticeProps {
  failure: unknown
  onRetry?: () => void
}

/** How a failure looks wherever data should have been. */
export function FailureNotice({ failure, onRetry }: FailureNoticeProps) {
  const { requestId, kind } = toApiError(failure).problem
  return (
    <Alert.Root status="error" alignItems="center">
      <Alert.Indicator>
        <CircleAlert aria-hidden />
      </Alert.Indicator>
      <Alert.Content>
        <Alert.Description>
          {inWords(failure)}
          {kind === 'internal' && requestId && ` ${t('ui.reference', { id: requestId })}`}
        </Alert.Description>
      </Alert.Content>
      {onRetry && (
        <Button size="sm" variant="outline" colorPalette="red" onClick={onRetry}>
          {t('ui.tryAgain')}
        </Button>
      )}
    </Alert.Root>
  )
}

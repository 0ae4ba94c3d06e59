import { Text } from '@chakra-ui/react'
import { useStream } from '../../alerts/state.ts'
import { inWords, toApiError } from '../../api/problem.ts'
import { t } from '../../language/inside.ts'

interface NotOutProps {
  failure: unknown
  isOnItsWay: boolean
}

/** Whoever acknowledges believes that they have the alert: as long as nobody else knows, the alert itself says so. */
export function NotOut({ failure, isOnItsWay }: NotOutProps) {
  const { state } = useStream()
  // Into a line that is silent it can be on its way for minutes.
  const isUnreachable = isOnItsWay ? state === 'down' : failure !== null && toApiError(failure).problem.status >= 500
  return (
    <Text
      role="alert"
      textStyle="sm"
      fontWeight="semibold"
      color="fg.error"
      flexBasis="full"
      _empty={{ display: 'none' }}
    >
      {isUnreachable ? t('notifications.answer.notOut') : failure !== null && inWords(failure)}
    </Text>
  )
}

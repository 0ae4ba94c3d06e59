import { Alert } from '@chakra-ui/react'
import { CalendarX } from 'lucide-react'
import type { ConflictInWords } from './conflicts.ts'

interface ConflictNoticeProps {
  conflict: ConflictInWords
}

export const ConflictNotice = ({ conflict: { words, advice } }: ConflictNoticeProps) => (
  <Alert.Root status="warning" role="alert">
    <Alert.Indicator>
      <CalendarX aria-hidden />
    </Alert.Indicator>
    <Alert.Content>
      <Alert.Title>{words}</Alert.Title>
      <Alert.Description>{advice}</Alert.Description>
    </Alert.Content>
  </Alert.Root>
)

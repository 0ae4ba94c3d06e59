import { Text } from '@chakra-ui/react'
import { t } from '../../language/t.ts'
import { useSignedIn } from '../auth/signed-in.ts'

/** Whoever sits in another zone must not take the hospital's times for their own. */
export function ZoneNote() {
  const { timeZone } = useSignedIn().clock
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (own === timeZone) return null
  return (
    <Text as="span" textStyle="xs" color="sidebar.muted">
      {t('shell.zone', { zone: timeZone.replaceAll('_', ' ') })}
    </Text>
  )
}

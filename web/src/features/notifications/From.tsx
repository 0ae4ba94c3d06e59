import { Text } from '@chakra-ui/react'
import type { Notification } from '../../api/records.ts'
import { t } from '../../language/inside.ts'

/** Who sent it; nothing of what Wardline itself says. */
export const From = ({ sender }: Pick<Notification, 'sender'>) =>
  sender && (
    <Text as="span" textStyle="xs" fontWeight="medium" color="fg" overflowWrap="anywhere">
      {t('notifications.from', { name: sender.name })}
    </Text>
  )

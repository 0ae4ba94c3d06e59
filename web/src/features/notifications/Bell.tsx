import { Badge, IconButton } from '@chakra-ui/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Bell as BellIcon } from 'lucide-react'
import { lazy } from 'react'
import { t } from '../../language/inside.ts'
import { FirstUse } from '../../ui/FirstUse.tsx'
import { inboxQuery } from './queries.ts'

const OpenedBell = lazy(() => import('./OpenedBell.tsx'))

const most = 99

export function Bell() {
  const { data } = useInfiniteQuery(inboxQuery)
  const unread = data?.pages[0]?.unread ?? 0
  const trigger = (
    <IconButton
      variant="ghost"
      colorPalette="gray"
      aria-label={unread ? t('notifications.bell', { count: unread }) : t('notifications.title')}
      overflow="visible"
    >
      <BellIcon />
      {unread > 0 && (
        <Badge
          variant="solid"
          colorPalette="red"
          position="absolute"
          top="-1"
          insetEnd="-1"
          borderRadius="full"
          minW="5"
          justifyContent="center"
          aria-hidden
        >
          {unread > most ? `${most}+` : unread}
        </Badge>
      )}
    </IconButton>
  )
  return (
    <FirstUse trigger={trigger} opens="dialog">
      <OpenedBell trigger={trigger} />
    </FirstUse>
  )
}

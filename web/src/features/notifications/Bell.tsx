import { Badge, Box, IconButton, Popover } from '@chakra-ui/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Bell as BellIcon } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { t } from '../../language/t.ts'
import { inboxQuery } from './queries.ts'

const BellPanel = lazy(() => import('./BellPanel.tsx'))

const most = 99

export function Bell() {
  const [open, setOpen] = useState(false)
  const { data } = useInfiniteQuery(inboxQuery)
  const unread = data?.pages[0]?.unread ?? 0
  return (
    <Popover.Root
      open={open}
      onOpenChange={(details) => setOpen(details.open)}
      positioning={{ placement: 'bottom-end' }}
      lazyMount
      unmountOnExit
    >
      <Popover.Trigger asChild>
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
      </Popover.Trigger>
      <Popover.Positioner>
        <Popover.Content width={{ base: 'calc(100vw - 2rem)', sm: 'sm' }} aria-label={t('notifications.title')}>
          <Suspense fallback={<Box height="40" />}>
            <BellPanel onLeave={() => setOpen(false)} />
          </Suspense>
        </Popover.Content>
      </Popover.Positioner>
    </Popover.Root>
  )
}

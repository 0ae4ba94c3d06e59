import { Center, Checkbox, Flex } from '@chakra-ui/react'
import { useState } from 'react'
import type { Notification } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { ChosenBar } from './ChosenBar.tsx'
import { NotificationItem } from './NotificationItem.tsx'
import { titleOf } from './written.ts'

interface InboxListProps {
  items: Notification[]
}

/** The inbox, of which several can be marked at once. */
export function InboxList({ items }: InboxListProps) {
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set())
  // What a filter has taken off the screen is not changed unseen.
  const chosen = items.map(({ id }) => id).filter((id) => wanted.has(id))
  const toggle = (id: string, isOn: boolean) =>
    setWanted(new Set(isOn ? [...chosen, id] : chosen.filter((one) => one !== id)))
  return (
    <>
      <ChosenBar
        chosen={chosen}
        onChooseAll={() => setWanted(new Set(items.map(({ id }) => id)))}
        onChooseNone={() => setWanted(new Set())}
      />
      <Flex as="ul" direction="column" listStyleType="none" aria-label={t('notifications.yours')}>
        {items.map((notification) => (
          <NotificationItem
            key={notification.id}
            notification={notification}
            choice={
              <Center ps="3" pe="1">
                <Checkbox.Root
                  checked={wanted.has(notification.id)}
                  onCheckedChange={({ checked }) => toggle(notification.id, checked === true)}
                >
                  <Checkbox.HiddenInput aria-label={t('notifications.bulk.choose', { title: titleOf(notification) })} />
                  <Checkbox.Control borderColor="border.control" />
                </Checkbox.Root>
              </Center>
            }
          />
        ))}
      </Flex>
    </>
  )
}

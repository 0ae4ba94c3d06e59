import { Button, Flex } from '@chakra-ui/react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { inWords } from '../../api/problem.ts'
import type { User } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { toaster } from '../../ui/toaster.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { DisableDialog } from './DisableDialog.tsx'
import { EditUserDialog } from './EditUserDialog.tsx'
import { PasswordDialog } from './PasswordDialog.tsx'
import { useChange } from './use-change.ts'

const words = t('users', { returnObjects: true })

const nothing = () => {}

function EnableButton({ user }: UserActionsProps) {
  const { name } = user
  const change = useChange(user, nothing)
  const enable = useMutation({
    mutationFn: () => change({ status: 'active' }, words.enable.done, t('users.enable.doneBody', { name })),
    onError: (refusal) => toaster.create({ type: 'error', title: words.refused, description: inWords(refusal) }),
  })
  return (
    <Button
      size="xs"
      variant="outline"
      loading={enable.isPending}
      aria-label={t('users.enable.buttonOf', { name })}
      onClick={() => enable.mutate()}
    >
      {words.enable.button}
    </Button>
  )
}

interface UserActionsProps {
  user: User
}

/** What an administrator does about one account. */
export function UserActions({ user }: UserActionsProps) {
  const [open, setOpen] = useState<'edit' | 'password' | 'disable'>()
  const close = () => setOpen(undefined)
  // What disabled somebody is not there any more: what enables them is.
  const kept = useKeptFocus((part) => part.querySelector<HTMLElement>(':scope > button:last-of-type'))
  const { name, status } = user
  return (
    <Flex gap="1" wrap="wrap" justify={{ md: 'end' }} {...kept}>
      <Button
        size="xs"
        variant="outline"
        aria-label={t('users.change.buttonOf', { name })}
        onClick={() => setOpen('edit')}
      >
        {words.change.button}
      </Button>
      <Button
        size="xs"
        variant="ghost"
        aria-label={t('users.password.buttonOf', { name })}
        onClick={() => setOpen('password')}
      >
        {words.password.button}
      </Button>
      {status === 'active' ? (
        <Button
          size="xs"
          variant="ghost"
          aria-label={t('users.disable.buttonOf', { name })}
          onClick={() => setOpen('disable')}
        >
          {words.disable.button}
        </Button>
      ) : (
        <EnableButton user={user} />
      )}
      {open === 'edit' && <EditUserDialog user={user} onClose={close} />}
      {open === 'password' && <PasswordDialog user={user} onClose={close} />}
      {open === 'disable' && <DisableDialog user={user} onClose={close} />}
    </Flex>
  )
}

import { Button, Flex, Stack, Text } from '@chakra-ui/react'
import { useMutation } from '@tanstack/react-query'
import type { User } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Modal } from '../../ui/Modal.tsx'
import { DoctorLeft } from './DoctorLeft.tsx'
import { RefusalNotice } from './RefusalNotice.tsx'
import { useChange } from './use-change.ts'

interface DisableDialogProps {
  user: User
  onClose: () => void
}

/** What disabling does is said before it is done. */
export function DisableDialog({ user, onClose }: DisableDialogProps) {
  const { name } = user
  const change = useChange(user, onClose)
  const disable = useMutation({
    mutationFn: () => change({ status: 'disabled' }, t('users.disable.done'), t('users.disable.doneBody', { name })),
  })
  return (
    <Modal title={t('users.disable.title', { name })} onClose={onClose}>
      <Stack gap="5">
        <Text>{t('users.disable.body', { name })}</Text>
        {user.role === 'doctor' && <DoctorLeft user={user} />}
        {disable.isError && <RefusalNotice failure={disable.error} />}
        <Flex gap="3" wrap="wrap">
          <Button colorPalette="red" loading={disable.isPending} onClick={() => disable.mutate()}>
            {t('users.disable.confirm')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        </Flex>
      </Stack>
    </Modal>
  )
}

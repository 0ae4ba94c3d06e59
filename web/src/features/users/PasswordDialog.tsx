import { Button } from '@chakra-ui/react'
import { useForm } from 'react-hook-form'
import type { User } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { useChange } from './use-change.ts'

interface PasswordDialogProps {
  user: User
  onClose: () => void
}

/** A new password for whoever has forgotten theirs. */
export function PasswordDialog({ user, onClose }: PasswordDialogProps) {
  const form = useForm({ defaultValues: { password: '' } })
  const change = useChange(user, onClose)
  return (
    <Modal title={t('users.password.title', { name: user.name })} onClose={onClose}>
      <Form
        form={form}
        onSubmit={(values) => change(values, t('users.password.done'))}
        submitLabel={t('users.password.submit')}
        secondary={
          <Button variant="ghost" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        }
      >
        <TextField
          name="password"
          label={t('users.password.field')}
          type="password"
          autoComplete="new-password"
          hint={t('users.password.hint')}
          required
        />
      </Form>
    </Modal>
  )
}

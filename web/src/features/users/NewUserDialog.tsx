import { Button } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { Form } from '../../ui/Form.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { roleOptions } from '../auth/roles.ts'
import { createUser, type NewUser } from './queries.ts'

const defaultValues: NewUser = { name: '', email: '', role: 'receptionist', password: '' }

interface NewUserDialogProps {
  onClose: () => void
}

export function NewUserDialog({ onClose }: NewUserDialogProps) {
  const queryClient = useQueryClient()
  const form = useForm({ defaultValues })
  const create = async (values: NewUser) => {
    const { name } = await createUser(values)
    void queryClient.invalidateQueries({ queryKey: ['users'] })
    toaster.create({ type: 'success', title: t('users.add.done'), description: t('users.add.doneBody', { name }) })
    onClose()
  }
  return (
    <Modal title={t('users.add.title')} onClose={onClose}>
      <Form
        form={form}
        onSubmit={create}
        submitLabel={t('users.add.submit')}
        secondary={
          <Button variant="ghost" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        }
      >
        <TextField name="name" label={t('users.columns.name')} required />
        <TextField name="email" label={t('users.columns.email')} type="email" required />
        <SelectField name="role" label={t('users.role')} options={roleOptions} required />
        <TextField
          name="password"
          label={t('users.add.password')}
          type="password"
          autoComplete="new-password"
          hint={t('users.add.passwordHint')}
          required
        />
      </Form>
    </Modal>
  )
}

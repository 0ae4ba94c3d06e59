import { Button } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
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
    toaster.create({ type: 'success', title: 'Added', description: `${name} can sign in now` })
    onClose()
  }
  return (
    <Modal title="Add user" onClose={onClose}>
      <Form
        form={form}
        onSubmit={create}
        submitLabel="Add user"
        secondary={
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
        }
      >
        <TextField name="name" label="Name" required />
        <TextField name="email" label="E-mail" type="email" required />
        <SelectField name="role" label="Role" options={roleOptions} required />
        <TextField
          name="password"
          label="First password"
          type="password"
          autoComplete="new-password"
          hint="Tell them in person; they can’t see it anywhere."
          required
        />
      </Form>
    </Modal>
  )
}

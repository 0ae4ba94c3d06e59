import { Button } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import type { User } from '../../api/records.ts'
import { Form } from '../../ui/Form.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { roleOptions } from '../auth/roles.ts'
import { changeUser } from './queries.ts'

const statusOptions = [
  { value: 'active', label: 'Active: may sign in' },
  { value: 'disabled', label: 'Disabled: is signed out at once' },
]

const valuesOf = ({ name, role, status }: User) => ({ name, role, status, password: '' })

interface EditUserDialogProps {
  user: User
  onClose: () => void
}

export function EditUserDialog({ user, onClose }: EditUserDialogProps) {
  const queryClient = useQueryClient()
  const form = useForm({ defaultValues: valuesOf(user) })
  const save = async ({ password, ...values }: ReturnType<typeof valuesOf>) => {
    const { name } = await changeUser(user, { ...values, ...(password && { password }) })
    void queryClient.invalidateQueries({ queryKey: ['users'] })
    toaster.create({ type: 'success', title: 'Saved', description: name })
    onClose()
  }
  return (
    <Modal title={`Change ${user.name}`} onClose={onClose}>
      <Form
        form={form}
        onSubmit={save}
        submitLabel="Save"
        secondary={
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
        }
      >
        <TextField name="name" label="Name" required />
        <SelectField name="role" label="Role" options={roleOptions} required />
        <SelectField name="status" label="Status" options={statusOptions} required />
        <TextField
          name="password"
          label="New password"
          type="password"
          autoComplete="new-password"
          hint="Leave empty to keep the present one. A new one signs them out."
        />
      </Form>
    </Modal>
  )
}

import { Button, Stack } from '@chakra-ui/react'
import { useForm } from 'react-hook-form'
import type { User } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Form } from '../../ui/Form.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { roleOptions } from '../auth/roles.ts'
import { DoctorLink } from './DoctorLink.tsx'
import { RefusalNotice } from './RefusalNotice.tsx'
import { useChange } from './use-change.ts'

interface EditUserDialogProps {
  user: User
  onClose: () => void
}

/** Name, role, and for a doctor whose appointments the login is for. */
export function EditUserDialog({ user, onClose }: EditUserDialogProps) {
  const form = useForm({ defaultValues: { name: user.name, role: user.role } })
  const change = useChange(user, onClose)
  return (
    <Modal title={t('users.change.title', { name: user.name })} onClose={onClose}>
      <Stack gap="6">
        <Form
          form={form}
          onSubmit={(values) => change(values, t('users.change.done'), values.name)}
          submitLabel={t('users.change.submit')}
          explain={(failure) => <RefusalNotice failure={failure} />}
          secondary={
            <Button variant="ghost" onClick={onClose}>
              {t('ui.cancel')}
            </Button>
          }
        >
          <TextField name="name" label={t('users.columns.name')} required />
          <SelectField
            name="role"
            label={t('users.role')}
            options={roleOptions}
            hint={t('users.change.roleHint')}
            required
          />
        </Form>
        {user.role === 'doctor' && <DoctorLink user={user} />}
      </Stack>
    </Modal>
  )
}

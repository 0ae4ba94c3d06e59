import { Button, Text } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import type { Patient } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Form } from '../../ui/Form.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { RecordPicker } from '../../ui/RecordPicker.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { changePatient, patientQuery, searchAccounts } from './queries.ts'

interface AccountDialogProps {
  patient: Patient
  close: () => void
}

/** Saves the link and says so. */
function useLink({ patient: { id, version, name }, close }: AccountDialogProps) {
  const queryClient = useQueryClient()
  return async (userId: string | null) => {
    const changed = await changePatient(id, version, { userId })
    queryClient.setQueryData(patientQuery(id).queryKey, changed)
    const title = userId ? t('patients.account.done') : t('patients.account.undone')
    toaster.create({ type: 'success', title, description: name })
    close()
  }
}

export function LinkDialog(props: AccountDialogProps) {
  const link = useLink(props)
  const form = useForm({ defaultValues: { userId: '' } })
  return (
    <Modal title={t('patients.account.linkTitle')} onClose={props.close}>
      <Form
        form={form}
        onSubmit={({ userId }) => link(userId)}
        submitLabel={t('patients.account.submit')}
        secondary={
          <Button variant="ghost" onClick={props.close}>
            {t('ui.cancel')}
          </Button>
        }
      >
        <RecordPicker
          name="userId"
          label={t('patients.account.field')}
          hint={t('patients.account.fieldHint')}
          placeholder={t('patients.account.placeholder')}
          search={searchAccounts}
          required
        />
        <Text textStyle="sm">{t('patients.account.consequence', { name: props.patient.name })}</Text>
      </Form>
    </Modal>
  )
}

export function UnlinkDialog(props: AccountDialogProps) {
  const link = useLink(props)
  const form = useForm()
  return (
    <Modal title={t('patients.account.unlinkTitle')} onClose={props.close}>
      <Form
        form={form}
        onSubmit={() => link(null)}
        submitLabel={t('patients.account.unlinkSubmit')}
        secondary={
          <Button variant="ghost" onClick={props.close}>
            {t('patients.account.keep')}
          </Button>
        }
      >
        <Text>{t('patients.account.unlinkWhat', { name: props.patient.name })}</Text>
      </Form>
    </Modal>
  )
}

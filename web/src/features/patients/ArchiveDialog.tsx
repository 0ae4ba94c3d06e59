import { Button, Skeleton, Stack, Text } from '@chakra-ui/react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import type { Patient } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Form } from '../../ui/Form.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { archivePatient, cancelledByArchivingQuery } from './queries.ts'

interface ArchiveDialogProps {
  patient: Patient
  onClose: () => void
}

/** Says what happens first: nobody can take it back. */
export default function ArchiveDialog({ patient: { id, name }, onClose }: ArchiveDialogProps) {
  const queryClient = useQueryClient()
  const form = useForm()
  const { data: coming } = useQuery(cancelledByArchivingQuery(id))
  const archive = async () => {
    await archivePatient(id)
    toaster.create({ type: 'success', title: t('patients.archiving.done'), description: name })
    for (const collection of ['patients', 'appointments'])
      void queryClient.invalidateQueries({ queryKey: [collection] })
    onClose()
  }
  return (
    <Modal title={t('patients.archiving.title')} onClose={onClose}>
      <Form
        form={form}
        onSubmit={archive}
        submitLabel={t('patients.archiving.submit')}
        secondary={
          <Button variant="ghost" onClick={onClose}>
            {t('patients.archiving.keep')}
          </Button>
        }
      >
        <Stack gap="3">
          <Text>{t('patients.archiving.what', { name })}</Text>
          {coming === undefined ? (
            <Skeleton height="6" />
          ) : (
            <Text fontWeight="medium">
              {coming === 0 ? t('patients.archiving.cancelsNone') : t('patients.archiving.cancels', { count: coming })}
            </Text>
          )}
        </Stack>
      </Form>
    </Modal>
  )
}

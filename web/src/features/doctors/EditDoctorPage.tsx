import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { t } from '../../language/inside.ts'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { Choice } from '../../ui/RecordPicker.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { DoctorForm } from './DoctorForm.tsx'
import { changeDoctor, type DoctorFields, type DoctorInFull, outsideHoursQuery } from './queries.ts'

interface EditDoctorPageProps {
  doctor: DoctorInFull
  account: Choice | undefined
}

export function EditDoctorPage({ doctor, account }: EditDoctorPageProps) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { id } = doctor
  const save = async (fields: DoctorFields) => {
    const { name } = await changeDoctor(doctor, fields)
    await queryClient.invalidateQueries({ queryKey: ['doctors'] })
    void queryClient.invalidateQueries({ queryKey: ['appointments', 'slots'] })
    // Saved it is, whether or not this can be said.
    const outside = await queryClient.fetchQuery({ ...outsideHoursQuery(id), staleTime: 0 }).catch(() => [])
    toaster.create(
      outside.length
        ? {
            type: 'warning',
            title: t('doctors.saved'),
            description: t('doctors.outside.after', { doctor: name, count: outside.length }),
          }
        : { type: 'success', title: t('doctors.saved'), description: name },
    )
    await navigate({ to: '/doctors/$id', params: { id } })
  }
  return (
    <>
      <PageHeader title={t('doctors.editOf', { doctor: doctor.name })} />
      <Panel maxW="3xl">
        <DoctorForm
          doctor={doctor}
          account={account}
          submitLabel={t('doctors.save')}
          onSave={save}
          secondary={
            <ButtonLink to="/doctors/$id" params={{ id }} look="ghost">
              {t('ui.cancel')}
            </ButtonLink>
          }
        />
      </Panel>
    </>
  )
}

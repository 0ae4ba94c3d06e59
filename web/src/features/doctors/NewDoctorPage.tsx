import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { t } from '../../language/inside.ts'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { DoctorForm } from './DoctorForm.tsx'
import { addDoctor, type DoctorFields } from './queries.ts'

export function NewDoctorPage() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const add = async (fields: DoctorFields) => {
    const { id, name } = await addDoctor(fields)
    void queryClient.invalidateQueries({ queryKey: ['doctors'] })
    toaster.create({ type: 'success', title: t('doctors.added'), description: name })
    await navigate({ to: '/doctors/$id', params: { id } })
  }
  return (
    <>
      <PageHeader title={t('doctors.add')} />
      <Panel maxW="3xl">
        <DoctorForm
          submitLabel={t('doctors.add')}
          onSave={add}
          secondary={
            <ButtonLink to="/doctors" look="ghost">
              {t('ui.cancel')}
            </ButtonLink>
          }
        />
      </Panel>
    </>
  )
}

import { Box, Grid, SimpleGrid } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { FormProvider, useForm } from 'react-hook-form'
import { useIdempotencyKey } from '../../api/idempotency.ts'
import type { Patient } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { type Draft, useDraft } from '../../ui/draft.ts'
import { Form } from '../../ui/Form.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { AllergyFields } from './AllergyFields.tsx'
import { DuplicatesPanel } from './DuplicatesPanel.tsx'
import { allergiesOf, type Values } from './edit-values.ts'
import { IdentityFields } from './IdentityFields.tsx'
import { ReachFields } from './PatientFields.tsx'
import { patientQuery, registerPatient } from './queries.ts'
import { namesIn } from './typed-name.ts'

const route = getRouteApi('/_app/patients/new')

const defaultValues = {
  givenName: '',
  familyName: '',
  birthDate: '',
  sex: '' as Patient['sex'],
  phone: '',
  email: '',
  address: '',
  allergies: [] as Values['allergies'],
}

type Registration = typeof defaultValues

/** The chart comes next, where booking for them is one click. */
function RegisterForm({ draft }: { draft: Draft<Registration> }) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const once = useIdempotencyKey()
  const form = useForm({ defaultValues: draft.values })
  const register = async ({ phone, email, address, allergies: lines, ...required }: Registration) => {
    const allergies = allergiesOf(lines)
    const patient = {
      ...required,
      ...(phone && { phone }),
      ...(email && { email }),
      ...(address && { address }),
      ...(allergies.length > 0 && { allergies }),
    }
    const registered = await once(patient, registerPatient)
    const { id, name, mrn } = registered
    queryClient.setQueryData(patientQuery(id).queryKey, registered)
    void queryClient.invalidateQueries({ queryKey: ['patients', 'list'] })
    toaster.create({
      type: 'success',
      title: t('patients.registering.done'),
      description: t('patients.registering.who', { name, mrn }),
    })
    await navigate({ to: '/patients/$id', params: { id } })
  }
  return (
    <Grid
      templateColumns={{ base: 'minmax(0, 1fr)', xl: 'minmax(0, 42rem) minmax(0, 24rem)' }}
      gap="5"
      alignItems="start"
    >
      <Panel>
        <Form form={form} onSubmit={register} submitLabel={t('patients.register')} draft={draft}>
          <SimpleGrid columns={{ base: 1, sm: 2 }} gap="5">
            <IdentityFields />
            <ReachFields />
          </SimpleGrid>
          <AllergyFields />
        </Form>
      </Panel>
      <Box position={{ xl: 'sticky' }} top="calc(var(--stuck-height, 4rem) + 1rem)">
        <FormProvider {...form}>
          <DuplicatesPanel />
        </FormProvider>
      </Box>
    </Grid>
  )
}

const Registering = ({ name }: { name: string }) => {
  const draft = useDraft<Registration>(`registration ${name}`, { ...defaultValues, ...namesIn(name) })
  return <RegisterForm key={draft.round} draft={draft} />
}

export function RegisterPatientPage() {
  const { name = '' } = route.useSearch()
  return (
    <>
      <PageHeader title={t('patients.registering.title')} />
      <Registering key={name} name={name} />
    </>
  )
}

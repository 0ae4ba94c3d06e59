import { SimpleGrid } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useForm } from 'react-hook-form'
import { useIdempotencyKey } from '../../api/idempotency.ts'
import type { Patient } from '../../api/records.ts'
import { Form } from '../../ui/Form.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { registerPatient } from './queries.ts'

/** FHIR's administrative gender. */
const sexes = [
  { value: 'female', label: 'Female' },
  { value: 'male', label: 'Male' },
  { value: 'other', label: 'Other' },
  { value: 'unknown', label: 'Unknown' },
]

const defaultValues = {
  givenName: '',
  familyName: '',
  birthDate: '',
  sex: '' as Patient['sex'],
  phone: '',
  email: '',
  address: '',
}

export function RegisterPatientPage() {
  const { clock } = useSignedIn()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const once = useIdempotencyKey()
  const form = useForm({ defaultValues })
  const register = async ({ phone, email, address, ...required }: typeof defaultValues) => {
    const patient = { ...required, ...(phone && { phone }), ...(email && { email }), ...(address && { address }) }
    const { id, name, mrn } = await once(patient, registerPatient)
    void queryClient.invalidateQueries({ queryKey: ['patients'] })
    toaster.create({ type: 'success', title: 'Registered', description: `${name}, ${mrn}` })
    await navigate({ to: '/patients/$id', params: { id } })
  }
  return (
    <>
      <PageHeader title="Register patient" />
      <Panel maxW="2xl">
        <Form form={form} onSubmit={register} submitLabel="Register patient">
          <SimpleGrid columns={{ base: 1, sm: 2 }} gap="5">
            <TextField name="givenName" label="Given name" required />
            <TextField name="familyName" label="Family name" required />
            <TextField name="birthDate" label="Birth date" type="date" max={clock.dayOf(Date.now())} required />
            <SelectField name="sex" label="Sex" options={sexes} placeholder="Choose…" required />
            <TextField name="phone" label="Phone" type="tel" />
            <TextField name="email" label="E-mail" type="email" />
          </SimpleGrid>
          <TextField name="address" label="Address" />
        </Form>
      </Panel>
    </>
  )
}

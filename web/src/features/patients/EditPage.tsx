import { Button, Text } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { toApiError } from '../../api/problem.ts'
import type { Patient } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Form } from '../../ui/Form.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { changeBetween, detailsOf, merge, type Values, valuesOf } from './edit-values.ts'
import { PatientFields } from './PatientFields.tsx'
import { changePatient, patientQuery } from './queries.ts'
import { StaleNotice } from './StaleNotice.tsx'
import { useChart } from './use-chart.ts'

export function EditPage() {
  const patient = useChart()
  return <EditForm patient={patient} key={patient.id} />
}

/**
 * Changes a record against the state that the form began with. When somebody else saves meanwhile, both states are shown,
 * and nothing is sent before one of them has been chosen.
 */
function EditForm({ patient }: { patient: Patient }) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [base, setBase] = useState(patient)
  const form = useForm<Values>({ defaultValues: valuesOf(base) })
  const { id } = patient
  const { queryKey } = patientQuery(id)

  const notice = useRef<HTMLDivElement>(null)
  const showNotice = () => notice.current?.focus()

  const save = async (values: Values) => {
    const change = changeBetween(base, detailsOf(values))
    const isChange = Object.keys(change).length > 0
    if (isChange)
      try {
        queryClient.setQueryData(queryKey, await changePatient(id, base.version, change))
      } catch (failure) {
        if (toApiError(failure).kind === 'stale') {
          await queryClient.refetchQueries({ queryKey })
          // Once it is there: it stands above what is on screen.
          setTimeout(showNotice)
        }
        throw failure
      }
    const title = isChange ? t('patients.form.saved') : t('patients.form.unchanged')
    toaster.create({ type: isChange ? 'success' : 'info', title, description: patient.name })
    void queryClient.invalidateQueries({ queryKey: ['patients'] })
    await navigate({ to: '/patients/$id', params: { id } })
  }

  const settle = (keep: 'mine' | 'theirs') => {
    form.reset(valuesOf(merge(base, detailsOf(form.getValues()), patient, keep)), { keepDefaultValues: true })
    setBase(patient)
    form.setFocus('givenName')
  }

  return (
    <Panel maxW="4xl">
      <Form
        form={form}
        onSubmit={save}
        submitLabel={t('patients.form.save')}
        explain={(failure) =>
          toApiError(failure).kind !== 'stale' ? (
            <FailureNotice failure={failure} />
          ) : patient.version !== base.version ? (
            <Text textStyle="sm" role="alert">
              {t('patients.stale.notSaved')}{' '}
              <Button size="xs" variant="outline" onClick={showNotice}>
                {t('patients.stale.show')}
              </Button>
            </Text>
          ) : null
        }
        secondary={
          <ButtonLink to="/patients/$id" params={{ id }} look="ghost">
            {t('patients.form.cancel')}
          </ButtonLink>
        }
      >
        {patient.version !== base.version && (
          <StaleNotice
            base={base}
            mine={detailsOf(form.getValues())}
            theirs={patient}
            notice={notice}
            onSettle={settle}
          />
        )}
        <PatientFields />
      </Form>
    </Panel>
  )
}

import { SimpleGrid, Text } from '@chakra-ui/react'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { t } from '../../../language/inside.ts'
import { choiceOf, type Draft, useDraft } from '../../../ui/draft.ts'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { Form } from '../../../ui/Form.tsx'
import { SelectField, TextAreaField } from '../../../ui/fields.tsx'
import { ButtonLink } from '../../../ui/links.tsx'
import { PageHeader } from '../../../ui/PageHeader.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { RecordPicker } from '../../../ui/RecordPicker.tsx'
import { ConflictNotice } from '../../appointments/ConflictNotice.tsx'
import { conflictInWords } from '../../appointments/conflicts.ts'
import { useSignedIn } from '../../auth/signed-in.ts'
import { searchDoctors } from '../../doctors/queries.ts'
import { boardQuery } from '../queries.ts'
import { useToday } from '../use-today.ts'
import { freeTimesQuery } from './free-times.ts'
import { emptyValues, useWalkIn, type WalkIn } from './use-walk-in.ts'
import { WhoFields } from './WhoFields.tsx'

function WalkInForm({ draft }: { draft: Draft<WalkIn> }) {
  const { user, clock } = useSignedIn()
  const today = useToday()
  const queryClient = useQueryClient()
  const form = useForm({ defaultValues: draft.values })
  const [doctor, setDoctor] = useState(() => choiceOf(queryClient, draft.values.doctorId))
  const specialty = form.watch('specialty')
  const { data: board } = useSuspenseQuery(boardQuery(today))
  const specialties = [...new Set(board.doctors.flatMap((column) => column.doctor.specialty ?? []))].toSorted()
  const free = useQuery(freeTimesQuery(clock, today, { specialty, doctor }))
  const takeIn = useWalkIn()
  const times = free.data ?? []
  const chosen = (slot: string) => times.find((time) => `${time.startsAt} ${time.doctorId}` === slot) ?? times[0]
  const submit = async (values: WalkIn) => {
    const time = chosen(values.slot)
    if (time) await takeIn(values, time)
  }
  return (
    <Form
      form={form}
      onSubmit={submit}
      submitLabel={t('today.walkIn.submit')}
      draft={draft}
      explain={(failure) => {
        const conflict = conflictInWords(failure, chosen(form.getValues('slot'))?.doctorName ?? '', user.role)
        return conflict ? <ConflictNotice conflict={conflict} /> : <FailureNotice failure={failure} />
      }}
    >
      <Text color="fg.muted">{t('today.walkIn.intro')}</Text>
      <WhoFields />
      <SimpleGrid columns={{ base: 1, sm: 2 }} gap="5">
        <SelectField
          name="specialty"
          label={t('today.walkIn.specialty')}
          options={specialties.map((one) => ({ value: one, label: one }))}
          placeholder={t('today.walkIn.anySpecialty')}
        />
        <RecordPicker
          name="doctorId"
          label={t('today.walkIn.doctor')}
          hint={t('today.walkIn.doctorHint')}
          placeholder={t('today.walkIn.doctorSearch')}
          search={searchDoctors}
          onChoose={setDoctor}
        />
      </SimpleGrid>
      {free.isError && <FailureNotice failure={free.error} onRetry={() => void free.refetch()} />}
      {free.data?.length === 0 ? (
        <>
          <Text role="status">{t('today.walkIn.none')}</Text>
          <ButtonLink to="/appointments/new" look="outline" size="sm">
            {t('today.walkIn.anotherDay')}
          </ButtonLink>
        </>
      ) : (
        <SelectField
          name="slot"
          label={t('today.walkIn.slot')}
          options={times.map((time, place) => ({
            value: place === 0 ? '' : `${time.startsAt} ${time.doctorId}`,
            label: t(place === 0 ? 'today.walkIn.earliest' : 'today.walkIn.other', {
              clock: clock.clock(time.startsAt),
              doctor: time.doctorName,
            }),
          }))}
        />
      )}
      <TextAreaField name="reason" label={t('today.walkIn.reason')} rows={2} />
    </Form>
  )
}

/** Somebody who came without an appointment: registered where needed, booked at the earliest free time, checked in. */
export function WalkInPage() {
  const draft = useDraft('walk-in', emptyValues)
  return (
    <>
      <PageHeader title={t('today.walkIn.title')} />
      <Panel maxW="2xl">
        <WalkInForm key={draft.round} draft={draft} />
      </Panel>
    </>
  )
}

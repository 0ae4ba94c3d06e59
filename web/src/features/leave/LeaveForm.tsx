import { Button, Flex } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { CheckField } from '../../ui/CheckField.tsx'
import { Form } from '../../ui/Form.tsx'
import { TextAreaField, TextField } from '../../ui/fields.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { enterLeave, type LeaveInFull } from './queries.ts'

const valuesOn = (day: string) => ({
  from: day,
  to: day,
  part: false,
  fromClock: '08:00',
  toClock: '12:00',
  reason: '',
})
type Values = ReturnType<typeof valuesOn>

interface LeaveFormProps {
  doctorId: string
  onClose: () => void
  /** With what it affects, which somebody has to see to. */
  onEntered: (leave: LeaveInFull) => void
}

export function LeaveForm({ doctorId, onClose, onEntered }: LeaveFormProps) {
  const { clock } = useSignedIn()
  const queryClient = useQueryClient()
  const today = clock.dayOf(Date.now())
  const form = useForm({ defaultValues: valuesOn(today) })
  const part = form.watch('part')
  const save = async ({ from, to, part, fromClock, toClock, reason }: Values) => {
    const span = part ? { from: clock.at(from, fromClock), to: clock.at(to, toClock) } : { from, to }
    const leave = await enterLeave(doctorId, { ...span, ...(reason.trim() && { reason: reason.trim() }) })
    void queryClient.invalidateQueries({ queryKey: ['leave', 'list'] })
    void queryClient.invalidateQueries({ queryKey: ['appointments', 'slots'] })
    onEntered(leave)
  }
  return (
    <Form
      form={form}
      onSubmit={save}
      submitLabel={t('leave.enter')}
      secondary={
        <Button variant="ghost" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
      }
    >
      <Flex gap="4" direction={{ base: 'column', sm: 'row' }}>
        <TextField
          name="from"
          label={t('leave.firstDay')}
          type="date"
          rules={{
            onChange: ({ target }) => form.getValues('to') < target.value && form.setValue('to', target.value),
          }}
          required
        />
        <TextField
          name="to"
          label={t('leave.lastDay')}
          type="date"
          rules={{ validate: (to: string) => to >= form.getValues('from') || t('leave.beforeFirst') }}
          required
        />
      </Flex>
      <CheckField name="part" label={t('leave.part')} />
      {part && (
        <Flex gap="4" direction={{ base: 'column', sm: 'row' }}>
          <TextField name="fromClock" label={t('leave.fromClock')} type="time" required />
          <TextField name="toClock" label={t('leave.untilClock')} type="time" required />
        </Flex>
      )}
      <TextAreaField name="reason" label={t('leave.reason')} rows={2} />
    </Form>
  )
}

import { Button } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import type { HolidayInFull } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/fields.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { addHoliday } from './queries.ts'

const defaultValues = { date: '', name: '' }

interface HolidayFormProps {
  onClose: () => void
  /** With what falls on it, which somebody has to see to. */
  onAdded: (holiday: HolidayInFull) => void
}

export function HolidayForm({ onClose, onAdded }: HolidayFormProps) {
  const { clock } = useSignedIn()
  const queryClient = useQueryClient()
  const form = useForm({ defaultValues })
  const save = async (values: typeof defaultValues) => {
    const holiday = await addHoliday(values)
    void queryClient.invalidateQueries({ queryKey: ['holidays'] })
    void queryClient.invalidateQueries({ queryKey: ['appointments', 'slots'] })
    onAdded(holiday)
  }
  return (
    <Form
      form={form}
      onSubmit={save}
      submitLabel={t('doctors.holidays.add')}
      secondary={
        <Button variant="ghost" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
      }
    >
      <TextField name="date" label={t('doctors.holidays.day')} type="date" min={clock.dayOf(Date.now())} required />
      <TextField name="name" label={t('doctors.holidays.name')} hint={t('doctors.holidays.nameHint')} required />
    </Form>
  )
}

import { Checkbox } from '@chakra-ui/react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { nameOf } from '../../ui/names.ts'

interface ChooseRowProps {
  appointment: Appointment
  isChosen: boolean
  onChoose: (isChosen: boolean) => void
}

export const ChooseRow = ({ appointment: { patient }, isChosen, onChoose }: ChooseRowProps) => (
  <Checkbox.Root
    checked={isChosen}
    onCheckedChange={({ checked }) => onChoose(checked === true)}
    // The box is small; what one may hit need not be.
    p="1.5"
    m="-1.5"
  >
    <Checkbox.HiddenInput aria-label={t('today.choose.row', { patient: nameOf(patient) })} />
    <Checkbox.Control borderColor="border.control" />
  </Checkbox.Root>
)

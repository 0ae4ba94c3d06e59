import { Button } from '@chakra-ui/react'
import { Undo2 } from 'lucide-react'
import type { MouseEvent } from 'react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { headingOver, stepOf } from '../../ui/focus.ts'
import { nameOf } from '../../ui/names.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { useForeseenOne } from './foreseen.ts'
import { nextStep } from './status.ts'
import { useAskedSteps } from './use-asked-steps.tsx'

/** A double click is one step, not two: after the first, another button stands under the pointer. */
const once = (act: () => void) => (event: MouseEvent) => {
  if (event.detail <= 1) act()
}

interface NextStepProps {
  appointment: Appointment
  size: 'xs' | 'sm' | 'md'
}

/** What is usually done next with an appointment, or the way back from what was just done. */
export function NextStep({ appointment, size }: NextStepProps) {
  const { user } = useSignedIn()
  const { now: current, step: pending } = useForeseenOne(appointment)
  const { take, question } = useAskedSteps(current)
  const usual = nextStep(current, user.role, new Date())
  const patient = nameOf(current.patient)
  if (pending?.undo)
    return (
      <Button
        size={size}
        variant="ghost"
        aria-label={t('appointments.steps.undoFor', { patient })}
        data-undo=""
        onClick={once(pending.undo)}
      >
        <Undo2 aria-hidden />
        {t('appointments.steps.undo')}
      </Button>
    )
  if (!usual) return null
  return (
    <>
      <Button
        // Another step is another button: a key pressed twice must not take both.
        key={usual.label}
        size={size}
        variant={size === 'xs' ? 'outline' : 'solid'}
        aria-label={t('appointments.steps.for', { step: usual.label, patient })}
        {...stepOf(current.id)}
        onClick={once(() => take(usual))}
      >
        {usual.label}
      </Button>
      {question}
    </>
  )
}

/** Where the focus goes when the step it was on is taken: to the way back, else to whom it was about. */
export const restIn = (part: HTMLElement): HTMLElement | null =>
  part.querySelector<HTMLElement>('[data-undo]') ?? headingOver(part)

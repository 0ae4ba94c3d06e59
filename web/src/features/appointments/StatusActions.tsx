import { Flex, IconButton } from '@chakra-ui/react'
import { useNavigate } from '@tanstack/react-router'
import { isMovable } from '@wardline/appointment/rules'
import { Ellipsis } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { FirstUse } from '../../ui/FirstUse.tsx'
import { focusMenuOf } from '../../ui/focus.ts'
import { nameOf } from '../../ui/names.ts'
import type { MenuChoice } from '../../ui/OpenedMenu.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { useForeseenOne } from './foreseen.ts'
import { NextStep, restIn } from './NextStep.tsx'
import { isCancellable, otherSteps } from './status.ts'
import { useAskedSteps } from './use-asked-steps.tsx'

// Few rows are ever cancelled, and no row needs the forms' code before one is.
const CancelDialog = lazy(() => import('./CancelDialog.tsx'))
const OpenedMenu = lazy(() => import('../../ui/OpenedMenu.tsx'))

interface StatusActionsProps {
  appointment: Appointment
  /** On the card of one patient, where there is room. */
  size?: 'xs' | 'md'
}

/** What can be done with an appointment from where it stands: the usual next step, and the rest behind a menu. */
export function StatusActions({ appointment, size = 'xs' }: StatusActionsProps) {
  const { user } = useSignedIn()
  const navigate = useNavigate()
  const [cancelling, setCancelling] = useState(false)
  const part = useRef<HTMLDivElement>(null)
  const kept = useKeptFocus(restIn)
  const { now: current, step: pending } = useForeseenOne(appointment)
  const { take, question } = useAskedSteps(current)
  const now = new Date()
  const others = pending ? [] : otherSteps(current, user.role, now)
  const cancellable = !pending && isCancellable(current, user.role)
  const printable = !pending && isMovable(current.status)
  const patient = nameOf(current.patient)
  const print = () => void navigate({ to: '/appointments/$id/slip', params: { id: current.id } })
  const cancel = () => setCancelling(true)
  const close = () => {
    setCancelling(false)
    focusMenuOf(part.current)
  }
  const choices: MenuChoice[] = [
    ...others.map((step) => ({ value: step.label, label: step.label, onSelect: () => take(step) })),
    ...(printable ? [{ value: 'slip', label: t('appointments.slip.print'), onSelect: print }] : []),
    ...(cancellable
      ? [{ value: 'cancel', label: t('appointments.steps.cancel'), onSelect: cancel, isGrave: true }]
      : []),
  ]
  const more = (
    <IconButton size={size} variant="ghost" colorPalette="gray" aria-label={t('appointments.steps.more', { patient })}>
      <Ellipsis />
    </IconButton>
  )
  return (
    <Flex ref={part} gap="1" justify={{ md: 'end' }} align="center" {...kept}>
      <NextStep appointment={appointment} size={size} />
      {choices.length > 0 && (
        <FirstUse trigger={more} opens="menu">
          <OpenedMenu trigger={more} choices={choices} />
        </FirstUse>
      )}
      {question}
      {cancelling && (
        <Suspense>
          <CancelDialog appointment={current} onClose={close} />
        </Suspense>
      )}
    </Flex>
  )
}

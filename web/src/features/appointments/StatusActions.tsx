import { Button, Flex, IconButton, Menu, Portal } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Ellipsis } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { inWords } from '../../api/problem.ts'
import type { Appointment } from '../../api/records.ts'
import { nameOf } from '../../ui/names.ts'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { changeAppointment } from './queries.ts'
import { isCancellable, nextStep, otherSteps, type Step } from './status.ts'

// Few rows are ever cancelled, and no row needs the forms' code before one is.
const CancelDialog = lazy(() => import('./CancelDialog.tsx'))

interface StatusActionsProps {
  appointment: Appointment
}

/** What can be done with an appointment from where it stands: the usual next step, and the rest behind a menu. */
export function StatusActions({ appointment }: StatusActionsProps) {
  const { user } = useSignedIn()
  const queryClient = useQueryClient()
  const [cancelling, setCancelling] = useState(false)
  const change = useMutation({
    mutationFn: (step: Step) => changeAppointment(appointment, step.change),
    onError: (failure) => toaster.create({ type: 'error', title: 'Not changed', description: inWords(failure) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['appointments'] }),
  })
  const now = new Date()
  const usual = nextStep(appointment, user.role, now)
  const others = otherSteps(appointment, user.role, now)
  const cancellable = isCancellable(appointment, user.role)
  const whose = `for ${nameOf(appointment.patient)}`
  return (
    <Flex gap="1" justify={{ md: 'end' }} align="center">
      {usual && (
        <Button
          size="xs"
          variant="outline"
          loading={change.isPending}
          aria-label={`${usual.label} ${whose}`}
          onClick={() => change.mutate(usual)}
        >
          {usual.label}
        </Button>
      )}
      {(others.length > 0 || cancellable) && (
        <Menu.Root lazyMount unmountOnExit positioning={{ placement: 'bottom-end' }}>
          <Menu.Trigger asChild>
            <IconButton size="xs" variant="ghost" colorPalette="gray" aria-label={`More ${whose}`}>
              <Ellipsis />
            </IconButton>
          </Menu.Trigger>
          <Portal>
            <Menu.Positioner>
              <Menu.Content minW="48">
                {others.map((step) => (
                  <Menu.Item key={step.label} value={step.label} onClick={() => change.mutate(step)}>
                    {step.label}
                  </Menu.Item>
                ))}
                {cancellable && (
                  <Menu.Item value="cancel" color="fg.error" onClick={() => setCancelling(true)}>
                    Cancel…
                  </Menu.Item>
                )}
              </Menu.Content>
            </Menu.Positioner>
          </Portal>
        </Menu.Root>
      )}
      {cancelling && (
        <Suspense>
          <CancelDialog appointment={appointment} onClose={() => setCancelling(false)} />
        </Suspense>
      )}
    </Flex>
  )
}

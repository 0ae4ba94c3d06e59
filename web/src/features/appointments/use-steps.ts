import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { isCutOff } from '../../alerts/state.ts'
import { session } from '../../api/client.ts'
import { inWords, toApiError } from '../../api/problem.ts'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { focusStep } from '../../ui/focus.ts'
import { nameOf } from '../../ui/names.ts'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { delay } from './delayed.ts'
import { foresee, forget, isForeseen } from './foreseen.ts'
import { keepAppointment, readAgain } from './known.ts'
import { outcomeOf } from './outcome.ts'
import { appointmentQuery, changeAppointment } from './queries.ts'
import { describeStatus, type Step } from './status.ts'

/** One for each appointment: the next try takes its place. */
const refusalOf = ({ id }: Appointment) => `refused-${id}`

/** Says why a step was refused; where somebody else was quicker, what it is now. */
async function explain(queryClient: QueryClient, appointment: Appointment, failure: unknown): Promise<void> {
  const patient = nameOf(appointment.patient)
  const id = refusalOf(appointment)
  const { kind } = toApiError(failure)
  const fresh =
    kind === 'stale' || kind === 'transition'
      ? await queryClient.fetchQuery({ ...appointmentQuery(appointment.id), staleTime: 0 }).catch(() => undefined)
      : undefined
  toaster.create(
    fresh
      ? {
          id,
          type: 'warning',
          title: t('appointments.steps.stale'),
          description: t('appointments.steps.staleNow', { patient, status: describeStatus(fresh).label }),
        }
      : {
          id,
          type: 'error',
          title: t('appointments.steps.refused'),
          description: t('appointments.steps.refusedOf', { patient, why: inWords(failure) }),
        },
  )
}

async function send(queryClient: QueryClient, appointment: Appointment, change: Step['change']) {
  try {
    const changed = await changeAppointment(appointment, change)
    keepAppointment(queryClient, changed)
    return changed
  } catch (failure) {
    await explain(queryClient, appointment, failure)
    readAgain(queryClient)
  } finally {
    forget([appointment.id])
  }
}

const whose = (appointments: Appointment[]) =>
  appointments.length === 1 && appointments[0]
    ? nameOf(appointments[0].patient)
    : t('appointments.steps.people', { count: appointments.length })

/**
 * Takes a step for one appointment or for many at once. It shows at once. A status can't be taken back by the API's table of
 * transitions, so it is sent after some seconds in which “Undo” takes it back unsent; a visit that began can, and is sent at once.
 */
export function useSteps() {
  const queryClient = useQueryClient()
  const { user } = useSignedIn()
  return (chosen: Appointment[], { change }: Step) => {
    for (const appointment of chosen) toaster.dismiss(refusalOf(appointment))
    if (isCutOff()) {
      toaster.create({
        id: 'cut-off',
        type: 'error',
        title: t('appointments.steps.refused'),
        description: t('appointments.steps.refusedOf', { patient: whose(chosen), why: t('appointments.steps.cutOff') }),
      })
      return
    }
    const taken = chosen.flatMap((before) => {
      const after = isForeseen(before.id) ? undefined : outcomeOf(before, change, user.role, new Date())
      return after ? [{ before, after }] : []
    })
    const [first] = taken
    if (!first) return
    const appointments = taken.map(({ before }) => before)
    const ids = appointments.map(({ id }) => id)
    const words = { title: describeStatus(first.after).label, description: whose(appointments) }

    if ('startedAt' in change) {
      foresee(taken.map(({ after }) => ({ appointment: after })))
      void send(queryClient, first.before, change).then((changed) => {
        if (!changed || change.startedAt === null) return
        const undo = () => {
          void send(queryClient, changed, { startedAt: null }).then(() => focusStep(changed.id))
        }
        toaster.create({ ...words, type: 'success', action: { label: t('appointments.steps.undo'), onClick: undo } })
      })
      return
    }

    const sendAll = async () => {
      toaster.dismiss(toast)
      foresee(taken.map(({ after }) => ({ appointment: after })))
      // Whoever signed in meanwhile has not done this.
      if (session.user?.id !== user.id) return forget(ids)
      // One after the other: a desk that checks in a whole coach must not run into its rate limit.
      for (const appointment of appointments) await send(queryClient, appointment, change)
    }
    const takeBack = delay(sendAll)
    const undo = () => {
      takeBack()
      toaster.dismiss(toast)
      forget(ids)
      focusStep(first.before.id)
    }
    foresee(taken.map(({ after }) => ({ appointment: after, undo })))
    const toast = toaster.create({
      ...words,
      type: 'success',
      duration: Number.POSITIVE_INFINITY,
      action: { label: t('appointments.steps.undo'), onClick: undo },
    })
  }
}

import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Appointment } from '../../api/records.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { isOnOtherDay, type Step } from './status.ts'
import { useSteps } from './use-steps.ts'

// Hardly anybody comes on another day.
const OtherDayDialog = lazy(() => import('./OtherDayDialog.tsx'))

/** Takes steps for one appointment; before one that says that the patient is here on another day comes a question, to be drawn. */
export function useAskedSteps(appointment: Appointment): { take: (step: Step) => void; question: ReactNode } {
  const { clock } = useSignedIn()
  const takeNow = useSteps()
  const [asked, setAsked] = useState<Step>()
  const question = asked && (
    <Suspense>
      <OtherDayDialog
        appointment={appointment}
        step={asked}
        onTake={() => takeNow([appointment], asked)}
        onClose={() => setAsked(undefined)}
      />
    </Suspense>
  )
  const take = (step: Step) =>
    isOnOtherDay(appointment, step, clock, new Date()) ? setAsked(step) : takeNow([appointment], step)
  return { take, question }
}

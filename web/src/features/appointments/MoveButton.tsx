import { Button } from '@chakra-ui/react'
import { isMovable } from '@wardline/appointment/rules'
import { may } from '@wardline/kit/permissions'
import { CalendarClock } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { useSignedIn } from '../auth/signed-in.ts'

// Few appointments are ever moved, and no page needs the form's code before one is.
const MoveDialog = lazy(() => import('./MoveDialog.tsx'))

interface MoveButtonProps {
  appointment: Appointment
}

/** Opens the dialog that moves an appointment, where it can still be moved by whoever looks. */
export function MoveButton({ appointment }: MoveButtonProps) {
  const { user } = useSignedIn()
  const [moving, setMoving] = useState(false)
  const own = may(user.role, 'appointment.update') === 'own'
  const isOver = own && Date.parse(appointment.startsAt) <= Date.now()
  if (!isMovable(appointment.status) || isOver) return null
  return (
    <>
      <Button size="xs" variant="outline" onClick={() => setMoving(true)}>
        <CalendarClock aria-hidden />
        {t('appointments.page.reschedule')}
      </Button>
      {moving && (
        <Suspense>
          <MoveDialog appointment={appointment} onClose={() => setMoving(false)} />
        </Suspense>
      )}
    </>
  )
}

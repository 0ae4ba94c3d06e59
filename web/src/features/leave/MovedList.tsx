import { Box, Button, Flex, Stack, Text } from '@chakra-ui/react'
import { Global } from '@emotion/react'
import { useQuery } from '@tanstack/react-query'
import { isStartable } from '@wardline/appointment/rules'
import { Printer } from 'lucide-react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { nameOf } from '../../ui/names.ts'
import { onPaper } from '../../ui/print/paper.ts'
import { patientTold } from '../appointments/told.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { patientQuery } from '../patients/queries.ts'
import type { MoveResult } from './queries.ts'
import { leftInWords } from './words.ts'

/** Whether somebody has to tell the patient, and how: one who sits here is not called. */
function Told({ visit: { patient, status } }: { visit: Appointment }) {
  const { data } = useQuery(patientQuery(patient.id))
  if (isStartable(status)) return t('leave.affected.isHere')
  if (!data) return null
  const told = patientTold(data)
  return data.userId && data.phone ? t('leave.moved.toldOrCall', { told, phone: data.phone }) : told
}

function MovedVisit({ visit: { before, after } }: { visit: MoveResult['moved'][number] }) {
  const { clock } = useSignedIn()
  const place = ({ startsAt, doctor }: Appointment) =>
    t('leave.moved.place', { when: clock.dayAndClock(startsAt), doctor: nameOf(doctor) })
  return (
    <Box as="li" borderTopWidth="1px" pt="2" data-together>
      <Text fontWeight="medium">{nameOf(after.patient)}</Text>
      <Text textStyle="sm">
        {before
          ? t('leave.moved.fromTo', { from: place(before), to: place(after) })
          : t('leave.moved.to', { to: place(after) })}
      </Text>
      <Text textStyle="sm">
        <Told visit={after} />
      </Text>
    </Box>
  )
}

/** What the button was pressed for appears at the top of a list that may have been scrolled away. */
const bringIntoView = (element: HTMLElement | null) => {
  element?.focus({ preventScroll: true })
  element?.scrollIntoView({ block: 'start' })
}

/** What a move came to: what has to be said on the telephone, on paper too, and what could not be moved. */
export function MovedList({ result: { moved, stayed } }: { result: MoveResult }) {
  const { user, clock } = useSignedIn()
  return (
    <Stack gap="3" ref={bringIntoView} tabIndex={-1} outline="none" borderWidth="1px" borderRadius="l3" p="4">
      <Stack gap="3" data-sheet css={{ '@media print': { '&, & *': { color: 'black !important' } } }}>
        <Text role="status" fontWeight="medium">
          {t('leave.affected.moved', { count: moved.length })}
        </Text>
        {stayed.map(({ appointment, ...refusal }) => (
          <Text key={appointment.id} role="alert" textStyle="sm" color="fg.error">
            {t('leave.affected.notMoved', {
              patient: nameOf(appointment.patient),
              when: clock.dayAndClock(appointment.startsAt),
              detail: leftInWords({ appointment, ...refusal }, user.role, clock),
            })}
          </Text>
        ))}
        {moved.length > 0 && (
          <Stack as="ul" aria-label={t('leave.moved.title')} gap="2" listStyleType="none">
            {moved.map((visit) => (
              <MovedVisit key={visit.after.id} visit={visit} />
            ))}
          </Stack>
        )}
      </Stack>
      {moved.length > 0 && (
        <Flex>
          <Global styles={onPaper} />
          <Button size="sm" variant="outline" onClick={() => window.print()}>
            <Printer aria-hidden />
            {t('ui.print.button')}
          </Button>
        </Flex>
      )}
    </Stack>
  )
}

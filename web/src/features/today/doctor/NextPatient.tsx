import { Box, Flex, Heading, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { Appointment } from '../../../api/records.ts'
import { t } from '../../../language/inside.ts'
import { ageOn } from '../../../time/zone.ts'
import { TextLink } from '../../../ui/links.tsx'
import { nameOf } from '../../../ui/names.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { StatusActions } from '../../appointments/StatusActions.tsx'
import { useSignedIn } from '../../auth/signed-in.ts'
import { patientQuery } from '../../patients/queries.ts'
import { Standing } from '../Standing.tsx'
import { useToday } from '../use-today.ts'
import { sectionOf } from '../worklist.ts'

interface NextPatientProps {
  appointment: Appointment
}

/** Whom to see now, one click from being called in; the chart is read ahead, so that it opens at once. */
export function NextPatient({ appointment }: NextPatientProps) {
  const { clock } = useSignedIn()
  const today = useToday()
  const { patient, startsAt, reason, type } = appointment
  const { data: record } = useQuery(patientQuery(patient.id))
  const heading = `next-${appointment.id}`
  const isInside = sectionOf(appointment) === 'inProgress'
  return (
    <Box as="section" aria-labelledby={heading}>
      <Panel height="full">
        <Flex direction="column" justify="space-between" gap="4" height="full">
          <Box minW="0">
            <Text textStyle="sm" color="fg.muted">
              {isInside ? t('today.next.inside') : t('today.next.due', { clock: clock.clock(startsAt) })}
            </Text>
            <Heading as="h2" id={heading} size="2xl" lineHeight="1.3">
              <TextLink to="/patients/$id" params={{ id: patient.id }}>
                {nameOf(patient)}
              </TextLink>
            </Heading>
            <Flex gap="2" wrap="wrap" textStyle="sm" color="fg.muted" mt="1" minH="5">
              {record && (
                <Text as="span">{t('today.next.age', { count: ageOn(today, record.birthDate), mrn: record.mrn })}</Text>
              )}
            </Flex>
            <Text mt="1" overflowWrap="anywhere">
              {reason ?? type ?? t('appointments.columns.noReason')}
            </Text>
          </Box>
          <Flex gap="4" align="center" wrap="wrap">
            <Standing appointment={appointment} />
            <StatusActions appointment={appointment} size="md" />
          </Flex>
        </Flex>
      </Panel>
    </Box>
  )
}

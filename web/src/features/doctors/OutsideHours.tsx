import { Box, Flex, Stack, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { t } from '../../language/inside.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Section } from '../../ui/Section.tsx'
import { MoveButton } from '../appointments/MoveButton.tsx'
import { DisplacedVisit } from '../leave/DisplacedVisit.tsx'
import { outsideHoursQuery } from './queries.ts'

/** Appointments that a doctor's hours do not hold, such as those that changed hours left where they were. Nothing without any. */
export function OutsideHours({ doctorId }: { doctorId: string }) {
  const { data } = useQuery(outsideHoursQuery(doctorId))
  if (!data?.length) return null
  return (
    <Section id="outside-hours" title={t('doctors.outside.title')}>
      <Panel>
        <Text>{t('doctors.outside.count', { count: data.length })}</Text>
        <Stack as="ul" aria-labelledby="outside-hours" gap="3" mt="3" listStyleType="none">
          {data.map((appointment) => (
            <Flex as="li" key={appointment.id} borderTopWidth="1px" pt="3" gap="3" justify="space-between" wrap="wrap">
              <Box>
                <DisplacedVisit appointment={appointment} />
                {appointment.overrideReason && (
                  <Text textStyle="sm" color="fg.muted">
                    {t('doctors.outside.override', { reason: appointment.overrideReason })}
                  </Text>
                )}
              </Box>
              <MoveButton appointment={appointment} />
            </Flex>
          ))}
        </Stack>
      </Panel>
    </Section>
  )
}

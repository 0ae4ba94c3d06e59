import { Box, Button, Flex, Heading, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../../language/inside.ts'
import { TextLink } from '../../../ui/links.tsx'
import { nameOf } from '../../../ui/names.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useSignedIn } from '../../auth/signed-in.ts'
import { latestQuery } from '../queries.ts'
import { lookedAtOf, rememberLooked } from './looked.ts'
import { lookedUpTo, newSince } from './new-bookings.ts'

/** Of more than this the list of the day would be pushed off the screen. */
const fewest = 5

/** What was booked since the doctor last said that they have seen it: a glance between two patients is no look. */
export function NewBookings() {
  const { user, clock } = useSignedIn()
  const [since, setSince] = useState(() => lookedAtOf(user.id))
  const [all, setAll] = useState(false)
  const { data: latest = [] } = useQuery(latestQuery)
  const fresh = newSince(latest, since, Date.now())
  if (fresh.length === 0) return null
  const dismiss = () => {
    const upTo = lookedUpTo(latest, since)
    rememberLooked(user.id, upTo)
    setSince(upTo)
  }
  return (
    <Box as="section" mb="6" aria-labelledby="new-bookings">
      <Panel>
        <Flex justify="space-between" align="baseline" gap="3" mb="2">
          <Heading as="h2" id="new-bookings" size="md">
            {t('today.newBookings.title', { count: fresh.length })}
          </Heading>
          <Button size="xs" variant="ghost" onClick={dismiss}>
            {t('today.newBookings.dismiss')}
          </Button>
        </Flex>
        <Flex as="ul" direction="column" gap="1" listStyleType="none" textStyle="sm">
          {(all ? fresh : fresh.slice(0, fewest)).map(({ id, patient, startsAt, reason, type }) => (
            <Flex as="li" key={id} flexShrink="0" gap="3" wrap="wrap" rowGap="0" align="baseline" minH="6">
              <TextLink to="/appointments/$id" params={{ id }}>
                {clock.dayAndClock(startsAt)}
              </TextLink>
              <Text as="span" fontWeight="medium">
                {nameOf(patient)}
              </Text>
              <Text as="span" color="fg.muted">
                {reason ?? type ?? t('appointments.columns.noReason')}
              </Text>
            </Flex>
          ))}
        </Flex>
        {fresh.length > fewest && (
          <Button size="xs" variant="outline" mt="2" aria-expanded={all} onClick={() => setAll(!all)}>
            {t(all ? 'today.newBookings.fewer' : 'today.newBookings.all', { count: fresh.length })}
          </Button>
        )}
      </Panel>
    </Box>
  )
}

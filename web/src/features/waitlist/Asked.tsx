import { Box, Stack, Text } from '@chakra-ui/react'
import type { FreedSlot } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { useNow } from '../../time/use-now.ts'
import { timeLeft } from '../../time/zone.ts'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { describeOffer } from './states.ts'

type AskedPatient = FreedSlot['offers'][number]

/** When they were asked and who answered, or how long they have still. */
function Course({ asked: { status, offeredAt, endedAt, endedBy, expiresAt } }: { asked: AskedPatient }) {
  const { clock } = useSignedIn()
  const isOpen = status === 'offered'
  const now = useNow(isOpen)
  if (isOpen) return t('waitlist.freed.left', { left: timeLeft(expiresAt, now) })
  if (!endedAt || !endedBy) return t('waitlist.freed.askedAt', { clock: clock.clock(offeredAt) })
  return t('waitlist.freed.answeredAt', {
    clock: clock.clock(offeredAt),
    answered: clock.clock(endedAt),
    by: nameOf(endedBy),
  })
}

/** Who was asked about a time that became free, one after the other. */
export const Asked = ({ offers, endedAt }: Pick<FreedSlot, 'offers' | 'endedAt'>) =>
  offers.length === 0 ? (
    <Text color="fg.muted">{t(endedAt ? 'waitlist.freed.nobody' : 'waitlist.freed.nobodyYet')}</Text>
  ) : (
    <Stack as="ol" gap="2" listStyleType="none">
      {offers.map((asked) => (
        <Box as="li" key={asked.id}>
          <TextLink to="/waitlist/$id" params={{ id: asked.entryId }}>
            {nameOf(asked.patient)}
          </TextLink>{' '}
          <StatusBadge {...describeOffer(asked.status)} />
          <Text textStyle="xs" color="fg.muted" fontVariantNumeric="tabular-nums">
            <Course asked={asked} />
          </Text>
        </Box>
      ))}
    </Stack>
  )

import { Button, Flex, Heading, Stack, Text } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { WaitlistEntry } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { useNow } from '../../time/use-now.ts'
import { dayInWords, timeLeft } from '../../time/zone.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { nameOf } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { acceptOffer, declineOffer } from './queries.ts'

interface OfferPanelProps {
  entryId: string
  offer: NonNullable<WaitlistEntry['offer']>
}

/** A time that is kept for somebody, until when, and the two answers. */
export function OfferPanel({ entryId, offer: { id, doctor, startsAt, endsAt, expiresAt } }: OfferPanelProps) {
  const { clock } = useSignedIn()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const now = useNow(true)
  const isOver = Date.parse(expiresAt) <= now
  // An offer that ran out, or was taken back, is answered 409: what is so now is read again.
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ['waitlist'] })
  const accept = useMutation({
    mutationFn: () => acceptOffer(entryId, id),
    onSuccess: async (booked) => {
      void queryClient.invalidateQueries({ queryKey: ['appointments'] })
      toaster.create({
        type: 'success',
        title: t('waitlist.offer.booked'),
        description: t('waitlist.offer.bookedWith', { doctor: nameOf(doctor) }),
      })
      await navigate({ to: '/appointments/$id', params: { id: booked.id } })
    },
    onSettled,
  })
  const decline = useMutation({
    mutationFn: () => declineOffer(entryId, id),
    onSuccess: () =>
      toaster.create({
        type: 'success',
        title: t('waitlist.offer.passedOn'),
        description: t('waitlist.offer.next'),
      }),
    onSettled,
  })
  const isBusy = accept.isPending || decline.isPending
  const failure = accept.error ?? decline.error
  return (
    <section aria-labelledby={`offer-${id}`}>
      <Panel>
        <Stack gap="4" align="start">
          <Text textStyle="sm" color="fg.muted">
            {t('waitlist.offer.free')}
          </Text>
          <Heading as="h2" id={`offer-${id}`} size="xl">
            {t('waitlist.offer.when', {
              day: dayInWords(clock.dayOf(startsAt)),
              from: clock.clock(startsAt),
              to: clock.clock(endsAt),
            })}
          </Heading>
          <Text>{t('waitlist.offer.with', { doctor: nameOf(doctor), zone: clock.timeZone })}</Text>
          {isOver ? (
            <Text color="fg.muted">{t('waitlist.offer.over')}</Text>
          ) : (
            <Text color="fg.muted">
              <Text as="span" fontWeight="semibold" color="fg" fontVariantNumeric="tabular-nums" me="2">
                {t('waitlist.offer.left', { left: timeLeft(expiresAt, now) })}
              </Text>
              {t('waitlist.offer.kept', { until: clock.clock(expiresAt) })}
            </Text>
          )}
          {failure && <FailureNotice failure={failure} />}
          {!isOver && (
            <Flex gap="3" wrap="wrap">
              <Button loading={accept.isPending} disabled={isBusy} onClick={() => accept.mutate()}>
                {t('waitlist.offer.accept')}
              </Button>
              <Button variant="outline" loading={decline.isPending} disabled={isBusy} onClick={() => decline.mutate()}>
                {t('waitlist.offer.decline')}
              </Button>
            </Flex>
          )}
        </Stack>
      </Panel>
    </section>
  )
}

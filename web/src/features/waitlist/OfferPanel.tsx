import { Button, Flex, Heading, Stack, Text } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { WaitlistEntry } from '../../api/records.ts'
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
      toaster.create({ type: 'success', title: 'Booked', description: `With ${nameOf(doctor)}` })
      await navigate({ to: '/appointments/$id', params: { id: booked.id } })
    },
    onSettled,
  })
  const decline = useMutation({
    mutationFn: () => declineOffer(entryId, id),
    onSuccess: () =>
      toaster.create({ type: 'success', title: 'Passed on', description: 'The next who waits is asked.' }),
    onSettled,
  })
  const isBusy = accept.isPending || decline.isPending
  const failure = accept.error ?? decline.error
  return (
    <section aria-labelledby="offer">
      <Panel>
        <Stack gap="4" align="start">
          <Text textStyle="sm" color="fg.muted">
            A time has become free
          </Text>
          <Heading as="h2" id="offer" size="xl">
            {dayInWords(clock.dayOf(startsAt))}, {clock.clock(startsAt)}–{clock.clock(endsAt)}
          </Heading>
          <Text>
            With {nameOf(doctor)} · hospital time ({clock.timeZone})
          </Text>
          <Text color="fg.muted">
            {isOver ? (
              'The time to answer is over; the next who waits is asked.'
            ) : (
              <>
                Kept for another{' '}
                <Text as="span" fontWeight="semibold" color="fg" fontVariantNumeric="tabular-nums">
                  {timeLeft(expiresAt, now)}
                </Text>
                , until {clock.clock(expiresAt)}.
              </>
            )}
          </Text>
          {failure && <FailureNotice failure={failure} />}
          {!isOver && (
            <Flex gap="3" wrap="wrap">
              <Button loading={accept.isPending} disabled={isBusy} onClick={() => accept.mutate()}>
                Accept and book it
              </Button>
              <Button variant="outline" loading={decline.isPending} disabled={isBusy} onClick={() => decline.mutate()}>
                Decline and wait further
              </Button>
            </Flex>
          )}
        </Stack>
      </Panel>
    </section>
  )
}

import { useQuery } from '@tanstack/react-query'
import { may } from '@wardline/kit/permissions'
import type { Notification } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { ago, timeLeft } from '../../time/zone.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import type { AlertStanding } from './alert-standing.ts'
import { colleagueNameQuery } from './colleagues.ts'

interface StandingProps {
  notification: Notification
  standing: AlertStanding
  now: number
}

/** Who has an alert now, as far as whoever looks may know colleagues by name. */
function TakenByAnother({ notification: { ownerId, ack }, standing, now }: StandingProps) {
  const { user, clock } = useSignedIn()
  const owner = ownerId ?? ack?.by ?? ''
  const mayKnow = owner !== '' && may(user.role, 'directory.read') !== undefined
  const { data } = useQuery({ ...colleagueNameQuery(owner), enabled: mayKnow })
  const name = data ?? t('notifications.standing.colleague')
  const at = 'at' in standing ? standing.at : null
  return at
    ? t('notifications.standing.takenBy', { name, ago: ago(clock, at, now) })
    : t('notifications.standing.heldBy', { name })
}

/** Where an alert stands, in a sentence. */
export function Standing(props: StandingProps) {
  const { clock } = useSignedIn()
  const { standing, now } = props
  switch (standing.is) {
    case 'waiting':
      return t('notifications.standing.waiting', { left: timeLeft(standing.dueAt, now) })
    case 'overdue':
      return t('notifications.standing.overdue')
    case 'declined':
      return t('notifications.standing.declined')
    case 'taken-by-you':
      return standing.at && t('notifications.standing.takenByYou', { ago: ago(clock, standing.at, now) })
    case 'taken-by-another':
      return <TakenByAnother {...props} />
  }
}

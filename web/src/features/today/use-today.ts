import { useCallback } from 'react'
import { useTick } from '../../time/use-tick.ts'
import type { CivilDay } from '../../time/zone.ts'
import { useSignedIn } from '../auth/signed-in.ts'

/** The hospital's day: at midnight the night shift's page goes on to the next. */
export function useToday(): CivilDay {
  const { clock } = useSignedIn()
  return useTick(useCallback((now: number) => clock.dayOf(now), [clock]))
}

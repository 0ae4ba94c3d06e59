import { waitedMinutes } from '@wardline/appointment/board/rules'
import { useCallback } from 'react'
import { t } from '../../../language/inside.ts'
import { useTick } from '../../../time/use-tick.ts'

/** Whole minutes since an instant, as they go by. */
export const useMinutesSince = (instant: string): number =>
  useTick(useCallback((now: number) => waitedMinutes(instant, new Date(now)), [instant]))

/** "12 min", "1 h 05 min" */
export const minutesInWords = (minutes: number): string =>
  minutes < 60
    ? t('today.waiting.minutes', { count: minutes })
    : t('today.waiting.hours', { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, '0') })

/** "late 12 min", of somebody who is expected; nothing within the first minute. */
export const lateInWords = (minutes: number): string | undefined =>
  minutes < 1 ? undefined : t('today.waiting.late', { time: minutesInWords(minutes) })

import { useTick } from '../../time/use-tick.ts'
import { minuteMs } from './axis.ts'

const wholeMinute = (now: number) => Math.floor(now / minuteMs) * minuteMs

/** The present minute, as epoch milliseconds: a calendar moves no faster. */
export const useMinute = (): number => useTick(wholeMinute)

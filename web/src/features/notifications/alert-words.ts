import { fill, passedOn, patternOf, readBack, type Values } from '@wardline/notification/telling/rules'
import type { Notification } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { countInWords } from '../../time/duration.ts'
import { listInWords } from '../../time/zone.ts'
import { type Body, bodyOf } from './written.ts'

/** The same in the person's language, their gaps still open. */
const own = t('notifications.passedOn', { returnObjects: true, skipInterpolation: true })

const steps = ['silent', 'allSilent', 'declined', 'handedOver'] as const

const step = `(?:${steps.map((each) => patternOf(passedOn[each]).replace(/\?<\w+>/g, '?:')).join('|')})`
const passedOnBefore = new RegExp(String.raw`^(${step}(?:\n${step})*)\n\n([\s\S]*)$`)
const eachStep = new RegExp(String.raw`${step}(?=\n|$)`, 'g')

function namesInWords(names: string): string {
  const one = names.split(/, | and /)
  const number = readBack(passedOn.others, one.at(-1) ?? '')?.number
  return listInWords(number ? [...one.slice(0, -1), fill(own.others, { number })] : one)
}

function timeInWords(time: string): string {
  const [count, unit = ''] = time.split(' ')
  const singular = (['second', 'minute', 'hour'] as const).find((each) => unit.startsWith(each))
  return singular ? countInWords(Number(count), singular) : time
}

const inOwnLanguage = ({ names, time, ...others }: Values): Values => ({
  ...others,
  ...(names && { names: namesInWords(names) }),
  ...(time && { time: timeInWords(time) }),
})

function stepInWords(written: string): string {
  for (const each of steps) {
    const values = readBack(passedOn[each], written)
    if (values) return fill(own[each], inOwnLanguage(values))
  }
  return written
}

interface AlertWords extends Body {
  /** How it came to this reader, in their language; null for whoever was asked first. */
  story: string | null
}

/** The notification service puts how an alert came here before what it says: what it says is to be read first. */
export function alertWords({ kind, body, alertId }: Pick<Notification, 'kind' | 'body' | 'alertId'>): AlertWords {
  const [, story, text] = (alertId !== null && passedOnBefore.exec(body)) || []
  if (story === undefined || text === undefined) return { ...bodyOf({ kind, body }), story: null }
  return { ...bodyOf({ kind, body: text }), story: (story.match(eachStep) ?? []).map(stepInWords).join('\n') }
}

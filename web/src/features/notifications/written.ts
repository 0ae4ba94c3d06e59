import {
  fill,
  passedOn,
  readBack,
  readWallClock,
  type Sentence,
  sentences,
  sentencesOf,
  type Values,
} from '@wardline/notification/telling/rules'
import type { Notification } from '../../api/records.ts'
import { language, t } from '../../language/inside.ts'
import { dayInFull } from '../../time/zone.ts'

/** The same in the person's language, their gaps still open. */
const own = t('notifications.sentences', { returnObjects: true, skipInterpolation: true })

const cases: Record<string, Record<string, Sentence>> = sentencesOf

/** An alarm that nobody answered keeps its words. */
const sentencesFor = (kind: string): Sentence[] => {
  const first = kind === 'escalation' ? 'system.delivery' : kind
  return Object.hasOwn(cases, first) ? Object.values(cases[first] ?? {}) : []
}

/** A time on the hospital's wall clock, as it was written in English; a name stays as it is. */
function valueInWords(value: string): string {
  const { day, time: clock } = (language !== 'en' && readWallClock(value)) || {}
  if (!day) return value
  return clock ? t('notifications.fullDayAt', { day: dayInFull(day), clock }) : dayInFull(day)
}

const inOwnLanguage = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, valueInWords(value)]))

type Titled = Pick<Notification, 'kind' | 'title'>

/** The title in the person's language where Wardline wrote it; what a person wrote stands as they did. */
export function titleOf({ kind, title }: Titled): string {
  const unanswered = kind === 'escalation' ? readBack(passedOn.title, title)?.title : undefined
  if (unanswered !== undefined)
    return t('notifications.passedOn.title', { title: titleOf({ kind: 'system.delivery', title: unanswered }) })
  const sentence = sentencesFor(kind).find((each) => sentences[each].title === title)
  return sentence ? own[sentence].title : title
}

export interface Body {
  text: string
  /** Where it is not the page's language: that of a text which Wardline wrote in words it has no more (WCAG 3.1.2). */
  lang?: 'en'
}

/** The text in the person's language where Wardline wrote it; what a person wrote stands as they did. */
export function bodyOf({ kind, body }: Pick<Notification, 'kind' | 'body'>): Body {
  for (const sentence of sentencesFor(kind)) {
    const values = readBack(sentences[sentence].body, body)
    if (values) return { text: fill(own[sentence].body, inOwnLanguage(values)) }
  }
  return { text: body, ...(language !== 'en' && Object.hasOwn(cases, kind) && { lang: 'en' }) }
}

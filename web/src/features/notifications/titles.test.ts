import { expect, test } from 'bun:test'
import { titleOf, writtenTitles } from './titles.ts'

/** Where the notification service composes its own words. */
const composed = ['telling/compose.ts', 'watch/alarm.ts']

test('every title that the notification service writes of an event is known here, and no other', async () => {
  const sources = composed.map((path) => `${import.meta.dir}/../../../../services/notification/src/${path}`)
  const code = (await Promise.all(sources.map((path) => Bun.file(path).text()))).join('\n')
  const titles = [...code.matchAll(/title: '([^']+)'/g)].map(([, title]) => title ?? '')
  expect([...new Set(titles)].sort()).toEqual([...new Set(writtenTitles)].sort())
})

test.each([
  ['appointment.booked', 'New appointment', 'New appointment'],
  ['message', 'New appointment', 'New appointment'],
  ['escalation', 'Not acknowledged: Potassium 6.9', 'Not acknowledged: Potassium 6.9'],
  ['toString', 'Fire drill', 'Fire drill'],
])('%s “%s”', (kind, title, words) => {
  expect(titleOf({ kind, title })).toBe(words)
})

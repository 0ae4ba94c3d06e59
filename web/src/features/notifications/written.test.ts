import { expect, test } from 'bun:test'
import { say, sentencesOf } from '@wardline/notification/telling/rules'
import { bodyOf, titleOf } from './written.ts'

const values = {
  ...{ patient: 'Amina Diallo', doctor: 'Ada Okafor', when: 'Monday 23 November 2026, 09:00', until: '09:15' },
  ...{ from: 'Friday 4 December 2026', to: 'Monday 7 December 2026, 12:30' },
}

/** Each is read back into its values and said again, which in English makes no difference. */
test.each(Object.entries(sentencesOf).flatMap(([kind, cases]) => Object.values(cases).map((each) => [kind, each])))(
  '%s: %s is known here',
  (kind, sentence) => {
    const { title, body } = say(sentence, values)
    expect(titleOf({ kind, title })).toBe(title)
    expect(bodyOf({ kind, body })).toEqual({ text: body })
  },
)

test.each([
  ['appointment.booked', 'New appointment', 'New appointment'],
  ['message', 'New appointment', 'New appointment'],
  ['escalation', 'Not acknowledged: Potassium 6.9', 'Not acknowledged: Potassium 6.9'],
  ['escalation', 'Not acknowledged: Messages cannot be written', 'Not acknowledged: Messages cannot be written'],
  ['toString', 'Fire drill', 'Fire drill'],
])('%s “%s”', (kind, title, words) => {
  expect(titleOf({ kind, title })).toBe(words)
})

test('what a person wrote stands as they did', () => {
  const body = 'You have an appointment with {{doctor}} on Doomsday.'
  expect(bodyOf({ kind: 'message', body })).toEqual({ text: body })
})

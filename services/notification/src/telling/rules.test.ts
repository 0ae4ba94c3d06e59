import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { composeLead, handOverLead } from './compose.ts'
import { fill, passedOn, readBack, type Sentence, say, sentences, sentencesOf } from './rules.ts'
import { dayInWords, timeOfDay, wallClock } from './wall-clock.ts'

const at = fc.date({ min: new Date('1900-01-01'), max: new Date('9999-01-01'), noInvalidDate: true })
const name = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => !/[\n\r]/.test(text))

test('what was written is found again, whoever it names and whenever it is', () => {
  const values = fc.record({ patient: name, doctor: name, when: at, from: at, to: at, until: at })
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(sentences) as Sentence[])), values, (sentence, given) => {
      const all: Record<string, string> = {
        ...{ patient: given.patient, doctor: given.doctor, when: wallClock(given.when, 'Europe/Madrid') },
        ...{
          from: wallClock(given.from, 'UTC'),
          to: dayInWords(given.to, 'UTC'),
          until: timeOfDay(given.until, 'UTC'),
        },
      }
      const found = readBack(sentences[sentence].body, say(sentence, all).body)
      expect(found).toBeDefined()
      for (const [key, value] of Object.entries(found ?? {})) expect(value).toBe(all[key] ?? '')
    }),
  )
})

test('every sentence is somebody’s, and those of one kind are told apart', () => {
  const used = Object.values(sentencesOf).flatMap((cases): Sentence[] => Object.values(cases))
  expect(new Set(used)).toEqual(new Set(Object.keys(sentences) as Sentence[]))
  const values = { patient: 'Ada', doctor: 'Bo', until: '08:00' }
  const when = wallClock(new Date('2026-11-23T09:00:00Z'), 'UTC')
  for (const cases of Object.values(sentencesOf))
    for (const written of Object.values(cases)) {
      const text = say(written, { ...values, when, from: when, to: when })
      const matching = Object.values(cases).filter((each) => readBack(sentences[each].body, text.body))
      expect(matching).toEqual([written])
    }
})

test.each([
  [passedOn.silent, composeLead(['Ana Ruiz'], [], 300), { names: 'Ana Ruiz', time: '5 minutes' }],
  [passedOn.allSilent, composeLead(['A', 'B', 'C', 'D'], [], 90), { names: 'A, B and 2 others', time: '90 seconds' }],
  [
    passedOn.declined,
    composeLead([], [{ name: 'Ana', reason: 'Off “duty”\n\nAsk 2' }], 60),
    { name: 'Ana', reason: 'Off “duty”\n\nAsk 2' },
  ],
  [passedOn.handedOver, handOverLead('Ana Ruiz'), { name: 'Ana Ruiz' }],
])('%s', (sentence, text, values) => {
  expect(readBack(sentence, text)).toEqual(values)
})

test('nothing else is taken for it, and a value is not read as a gap', () => {
  expect(readBack(sentences.booked.body, 'You have an appointment with Ada on the moon.')).toBeUndefined()
  expect(fill(passedOn.handedOver, { name: '{{name}} $& $1' })).toBe('{{name}} $& $1 has handed this over to you.')
})

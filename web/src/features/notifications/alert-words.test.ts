import { expect, test } from 'bun:test'
import { composeLead, handOverLead } from '../../../../services/notification/src/telling/compose.ts'
import { alertWords } from './alert-words.ts'

const text = 'Potassium 6.9 in bed 12.\n\nGive calcium now and call me.'
const alertId = '01933b8e-0000-7000-8000-000000000001'

test.each([
  ['silent', composeLead(['Ana Ruiz'], [], 300)],
  ['several silent', composeLead(['Ana Ruiz', 'Luis Mejía'], [], 3600)],
  ['declined', composeLead([], [{ name: 'Ana Ruiz', reason: 'Not my ward.\n\nAsk 2.' }], 60)],
  ['both', composeLead(['Luis Mejía'], [{ name: 'Ana Ruiz', reason: 'Not my ward.' }], 90)],
  ['handed over', handOverLead('Ana Ruiz')],
  ['handed over after silence', `${handOverLead('Ana Ruiz')}\n${composeLead(['Luis Mejía'], [], 300)}`],
])('%s: how an alert came here is told apart from what it says', (_, story) => {
  expect(alertWords({ kind: 'message', body: `${story}\n\n${text}`, alertId })).toEqual({ text, story })
})

test('whoever was asked first reads what was written, and nothing is taken for a story that is none', () => {
  expect(alertWords({ kind: 'message', body: text, alertId })).toEqual({ text, story: null })
  const body = `${handOverLead('Ana Ruiz')}\n\n${text}`
  expect(alertWords({ kind: 'message', body, alertId: null })).toEqual({ text: body, story: null })
})

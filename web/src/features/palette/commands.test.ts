import { expect, test } from 'bun:test'
import { Bell } from 'lucide-react'
import { type Command, matching, nextPlace } from './commands.ts'
import { remember } from './recent.ts'

const command = (label: string): Command => ({ id: label, group: 'pages', label, icon: Bell, run: () => {} })
const all = ['Patients', 'Register patient', 'Médicos', 'Send a message'].map(command)

test.each([
  ['nothing typed leaves all', '', ['Patients', 'Register patient', 'Médicos', 'Send a message']],
  ['the beginning of a label comes before a word in it', 'pat', ['Patients', 'Register patient']],
  ['accents do not matter', 'medic', ['Médicos']],
  ['nor does the order of words', 'message send', ['Send a message']],
  ['a letter inside of a word finds nothing', 'gister', []],
])('%s', (_, text, labels) => {
  expect(matching(all, text).map(({ label }) => label)).toEqual(labels)
})

test('arrows go round, other keys go nowhere', () => {
  expect(nextPlace('ArrowDown', 2, 3)).toBe(0)
  expect(nextPlace('ArrowUp', 0, 3)).toBe(2)
  expect(nextPlace('a', 0, 3)).toBeUndefined()
  expect(nextPlace('ArrowDown', 0, 0)).toBeUndefined()
})

test('of patients the last five are remembered, the newest first, each once', () => {
  expect(remember(['a', 'b'], 'b')).toEqual(['b', 'a'])
  expect(remember(['a', 'b', 'c', 'd', 'e'], 'f')).toEqual(['f', 'a', 'b', 'c', 'd'])
})

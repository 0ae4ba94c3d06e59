import { expect, test } from 'bun:test'
import { addressOf } from './csv-file.ts'

test.each([
  ['a list without filters', { path: '/patients' }, '/patients'],
  ['what is not chosen is left out', { path: '/patients', query: { q: '', sex: undefined } }, '/patients'],
  ['text is encoded', { path: '/patients', query: { q: 'Núñez & co' } }, '/patients?q=N%C3%BA%C3%B1ez+%26+co'],
  [
    'several values of one field',
    { path: '/appointments', query: { status: ['booked', 'arrived'], limit: 5 } },
    '/appointments?status=booked&status=arrived&limit=5',
  ],
])('%s', (_, file, expected) => {
  expect(addressOf(file)).toBe(expected)
})

import { expect, test } from 'bun:test'
import type { Patient } from '../../api/records.ts'
import { nameToLookFor, rankCandidates } from './duplicates.ts'

const patient = (id: string, birthDate: string) => ({ id, birthDate }) as Patient

test('who shares name and birth date comes first, then the name, then the date; nobody twice', () => {
  const [twin, namesake, peer] = [patient('a', '1980-05-17'), patient('b', '1999-01-01'), patient('c', '1980-05-17')]
  const ranked = rankCandidates([namesake, twin], [peer, twin], '1980-05-17')
  expect(ranked.map(({ patient: { id }, likeness }) => [id, likeness])).toEqual([
    ['a', 'both'],
    ['b', 'name'],
    ['c', 'born'],
  ])
})

test('without a birth date only the name counts', () => {
  expect(rankCandidates([patient('a', '1980-05-17')], [], '')).toMatchObject([{ likeness: 'name' }])
})

test.each([
  ['A', 'Okafor', ''],
  ['Ada', ' ', ''],
  [' Ada ', 'Ok', 'Ada Ok'],
])('a name is looked for once it says something: %s %s', (given, family, expected) => {
  expect(nameToLookFor(given, family)).toBe(expected)
})

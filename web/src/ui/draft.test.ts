import { expect, test } from 'bun:test'
import { QueryClient } from '@tanstack/react-query'
import { choiceOf, draftOf, forgetDraft, keepChoice, keepDraft, keepDrafts } from './draft.ts'

const start = { reason: '', allergies: [] as string[] }
const ana = { id: 'ana', name: 'Ana', detail: '1' }

function tab() {
  const client = new QueryClient()
  keepDrafts(client)
  return client
}

test('what was typed is there again, as it was when it was kept', () => {
  const client = tab()
  const typed = { reason: 'Cough', allergies: ['Latex'] }
  keepDraft(client, 'booking', typed, start)
  typed.allergies.push('Nuts')
  expect(draftOf<typeof start>(client, 'booking')).toEqual({ reason: 'Cough', allergies: ['Latex'] })
  expect(draftOf(client, 'booking of another')).toBeUndefined()
})

test('a form that is as it began keeps nothing, also when something had been typed', () => {
  const client = tab()
  keepDraft(client, 'booking', { ...start, reason: 'Cough' }, start)
  keepDraft(client, 'booking', { ...start }, start)
  expect(draftOf(client, 'booking')).toBeUndefined()
})

test('once saved it is gone, and the drafts of other forms stay', () => {
  const client = tab()
  keepDraft(client, 'booking', { ...start, reason: 'Cough' }, start)
  keepDraft(client, 'walk-in', { ...start, reason: 'Fall' }, start)
  forgetDraft(client, 'booking')
  expect(draftOf(client, 'booking')).toBeUndefined()
  expect(draftOf<typeof start>(client, 'walk-in')?.reason).toBe('Fall')
})

test('it stays for as long as the session does, and goes with it', () => {
  const client = tab()
  keepDraft(client, 'booking', { ...start, reason: 'Cough' }, start)
  keepChoice(client, ana)
  expect(
    client
      .getQueryCache()
      .getAll()
      .map(({ gcTime }) => gcTime),
  ).toEqual([Infinity, Infinity])
  expect(choiceOf(client, 'ana')).toEqual(ana)
  client.clear()
  expect(draftOf(client, 'booking')).toBeUndefined()
  expect(choiceOf(client, 'ana')).toBeUndefined()
})

import { expect, test } from 'bun:test'
import { roles } from '@wardline/kit/permissions'
import { press, shortcutsFor } from './shortcuts.ts'

const desk = shortcutsFor('receptionist')

test.each([
  ['one key', ['n'], 'n'],
  ['two keys, one after the other', ['g', 'p'], 'g p'],
  ['the letter of a page means something else by itself', ['n'], 'n'],
  ['a letter that leads nowhere begins anew', ['g', 'z', 'n'], 'n'],
  ['the first key twice still waits for the second', ['g', 'g', 'a'], 'g a'],
  ['an unknown key does nothing', ['z'], undefined],
  ['half of one does nothing', ['g'], undefined],
])('%s', (_, pressed, expected) => {
  let state = press(desk, '', '')
  for (const key of pressed) state = press(desk, state.pending, key)
  expect(state.shortcut?.keys).toBe(expected as string)
})

test.each(roles)('no two shortcuts of a %s are the same, nor the beginning of another', (role) => {
  const keys = shortcutsFor(role).map((shortcut) => shortcut.keys)
  expect(new Set(keys).size).toBe(keys.length)
  for (const one of keys) expect(keys.filter((other) => other.startsWith(`${one} `))).toEqual([])
})

test('nobody has a shortcut to a page that is not theirs', () => {
  const pages = (role: (typeof roles)[number]) => shortcutsFor(role).map(({ keys }) => keys)
  expect(pages('patient')).not.toContain('g p')
  expect(pages('receptionist')).not.toContain('g u')
  expect(pages('admin')).toContain('g u')
})

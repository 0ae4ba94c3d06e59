import { expect, test } from 'bun:test'
import { fullName } from './name.ts'

test('the name is said given name first', () => expect(fullName('Ana', 'Núñez')).toBe('Ana Núñez'))

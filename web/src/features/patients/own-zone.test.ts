import { expect, test } from 'bun:test'
import { hospitalClock } from '../../time/zone.ts'
import { whereTheyAre } from './own-zone.ts'

const madrid = hospitalClock('Europe/Madrid')
const instant = '2026-11-23T09:00:00Z'

test('who is where the clocks agree is told nothing more', () => {
  expect(whereTheyAre(madrid, instant, 'Europe/Madrid')).toBeUndefined()
  expect(whereTheyAre(madrid, instant, 'Europe/Berlin')).toBeUndefined()
})

test('who is elsewhere is told what their clock will show, with its day', () => {
  expect(whereTheyAre(madrid, instant, 'Atlantic/Canary')).toEqual({
    moment: '23 Nov 2026, 09:00',
    zone: 'Atlantic/Canary',
  })
  expect(whereTheyAre(madrid, instant, 'Pacific/Auckland')?.moment).toBe('23 Nov 2026, 22:00')
})

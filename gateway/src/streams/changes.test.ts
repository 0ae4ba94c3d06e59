import { describe, expect, test } from 'bun:test'
import { type Change, createChanges } from './changes.ts'

/** What is handed on, and windows that end when the test says so. */
function watch() {
  const told: [entity: string, ids: string[]][] = []
  const ends: (() => void)[] = []
  const changes = createChanges(
    (entity, those: Change[]) => void told.push([entity, those.flatMap(({ ids }) => ids)]),
    (work) => {
      ends.push(work)
      return () => void ends.splice(ends.indexOf(work), 1)
    },
  )
  const change = (entity: string, id: string) => changes.tell({ entity, ids: [id], userIds: [] })
  return { ...changes, told, change, open: () => ends.length, endWindow: () => ends.shift()?.() }
}

describe('changes', () => {
  test('the first after a quiet time is told at once', () => {
    const { change, told } = watch()
    change('patient', 'p1')
    expect(told).toEqual([['patient', ['p1']]])
  })
  test('those that follow are told together, once a window', () => {
    const { change, told, endWindow } = watch()
    for (const id of ['p1', 'p2', 'p3']) change('patient', id)
    endWindow()
    change('patient', 'p4')
    expect(told).toEqual([
      ['patient', ['p1']],
      ['patient', ['p2', 'p3']],
    ])
    endWindow()
    expect(told.at(-1)).toEqual(['patient', ['p4']])
  })
  test('after a window without any it is quiet again', () => {
    const { change, told, endWindow, open } = watch()
    change('patient', 'p1')
    endWindow()
    expect(open()).toBe(0)
    change('patient', 'p2')
    expect(told).toHaveLength(2)
  })
  test('of one kind do not keep those of another waiting', () => {
    const { change, told } = watch()
    change('patient', 'p1')
    change('appointment', 'a1')
    expect(told.map(([entity]) => entity)).toEqual(['patient', 'appointment'])
  })
  test('leave no timer behind', () => {
    const { change, close, open } = watch()
    change('patient', 'p1')
    close()
    expect(open()).toBe(0)
  })
})

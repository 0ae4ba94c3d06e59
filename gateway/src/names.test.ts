import { expect, test } from 'bun:test'
import { createDirectory } from './names.ts'

/** A directory over names that can be changed, and what it was asked. */
function directory(most?: number) {
  const names = new Map([
    ['a', 'Ana'],
    ['b', 'Ben'],
  ])
  const asked: string[][] = []
  let whileAsked = () => {}
  let isAway = false
  const look = async (ids: string[]) => {
    asked.push(ids)
    if (isAway) return
    const found = ids.flatMap((id) => (names.has(id) ? { id, name: names.get(id) as string } : []))
    whileAsked()
    return found
  }
  return {
    ...createDirectory(look, ({ name }) => name, most),
    names,
    asked,
    during: (work: () => void) => {
      whileAsked = work
    },
    goAway: () => {
      isAway = true
    },
  }
}

test('each name is asked for once, unknown ones have none', async () => {
  const { of, asked } = directory()
  const nameOf = await of(['a', 'b', 'a', 'x'])
  expect(['a', 'b', 'x'].map(nameOf)).toEqual(['Ana', 'Ben', undefined])
  await of(['a', 'b'])
  expect(asked).toEqual([['a', 'b', 'x']])
})

test('a changed name is asked for again', async () => {
  const { of, forget, names } = directory()
  await of(['a'])
  names.set('a', 'Anna')
  forget(['a'])
  expect((await of(['a']))('a')).toBe('Anna')
})

test('a name that changes while it is asked for is not kept', async () => {
  const { of, forget, names, during } = directory()
  during(() => {
    names.set('a', 'Anna')
    forget(['a'])
  })
  await of(['a'])
  expect((await of(['a']))('a')).toBe('Anna')
})

test('a page has all its names also when there is no room to keep them', async () => {
  const { of } = directory(1)
  await of(['a'])
  const nameOf = await of(['a', 'b'])
  expect(['a', 'b'].map(nameOf)).toEqual(['Ana', 'Ben'])
})

test('what is known is still said while nobody can be asked', async () => {
  const { of, goAway } = directory()
  await of(['a'])
  goAway()
  const nameOf = await of(['a', 'b'])
  expect(['a', 'b'].map(nameOf)).toEqual(['Ana', undefined])
})

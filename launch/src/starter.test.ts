import { expect, test } from 'bun:test'
import { npmAbove } from './starter.ts'

/** From the launcher, 9, upwards. */
const started = (...commands: string[]) => {
  const chain = ['bun start.ts', ...commands].map((command, index) => ({ pid: 9 - index, parent: 8 - index, command }))
  return npmAbove(9, (pid) => chain.find((each) => each.pid === pid))
}

test.each([
  ['npm start', ['bun run go', 'sh -c bun', 'npm exec bun@1.4.5', 'sh -c npx', 'npm start', 'bash'], [8, 7, 6, 5, 4]],
  ['bun run go', ['bun run go', 'bash'], []],
  ['a shell that npm has nothing to do with', ['bash', 'vim npm.txt', 'systemd'], []],
])('watches what stands between npm and us: %s', (_, commands, expected) => {
  expect(started(...commands)).toEqual(expected)
})

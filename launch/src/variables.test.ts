import { expect, test } from 'bun:test'
import { type Environment, readConfig, readLaunchConfig, readMigrateConfig } from '@wardline/kit/config'
import { parts } from '@wardline/kit/parts'
import { variableNames } from './variables.ts'

test('every variable that is read stands in .env.example', async () => {
  const read = new Set<string>()
  const env: Environment = new Proxy({}, { get: (_, name) => void read.add(String(name)) })
  expect(() => readConfig(env, parts)).toThrow()
  readLaunchConfig(env)
  expect(() => readMigrateConfig(env)).toThrow()
  const listed = await variableNames()
  expect([...read].filter((name) => !listed.includes(name))).toEqual([])
  expect(new Set(listed).size).toBe(listed.length)
})

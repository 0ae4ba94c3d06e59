import { afterAll, expect, test } from 'bun:test'
import { assertFree, findPort } from './ports.ts'

const host = '127.0.0.1'
const occupant = Bun.serve({ port: 0, hostname: host, fetch: () => new Response() })
afterAll(() => occupant.stop(true))

test('names the variable to change', async () => {
  const port = occupant.port ?? 0
  const free = { host, port: await findPort() }
  await assertFree([free])
  await expect(assertFree([free, { host, port }], 0)).rejects.toThrow(
    `port ${port} is taken by another program: set PORT`,
  )
  await expect(assertFree([{ host: '192.0.2.1', port: free.port }])).rejects.toThrow('no address 192.0.2.1: set HOST')
})

test('waits for a hospital that is still ending', async () => {
  const port = await findPort()
  const ending = Bun.serve({ port, hostname: host, fetch: () => new Response() })
  const free = assertFree([{ host, port }], 5_000)
  await ending.stop(true)
  await free
})

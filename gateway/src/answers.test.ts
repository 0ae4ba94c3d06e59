import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Hospital, type People, startHospital } from './testing.ts'

setDefaultTimeout(30_000)

let hospital: Hospital
let people: People

beforeAll(async () => {
  hospital = await startHospital()
  people = await hospital.people()
})
afterAll(() => hospital?.stop())

describe('a body of more than a megabyte', () => {
  const megabyte = new Uint8Array(1_000_000).fill(0x78)
  const post = (body: BodyInit, headers = {}) =>
    fetch(`${hospital.url}/patients`, {
      method: 'POST',
      headers: { ...people.admin.headers, 'content-type': 'application/json', ...headers },
      body,
    })

  test.each([2, 17, 100])('of %i MB is refused in our own words', async (size) => {
    const response = await post(new Blob(Array.from({ length: size }, () => megabyte)))
    expect([response.status, response.headers.get('content-type')]).toEqual([413, 'application/problem+json'])
    expect(await response.json()).toMatchObject({ kind: 'too-large' })
  })
  test('that does not say how long it is is refused before its end', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        if (sent > 60) controller.close()
        else controller.enqueue(megabyte)
      },
    })
    const response = await post(endless)
    expect([response.status, response.headers.get('content-type')]).toEqual([413, 'application/problem+json'])
    expect(sent).toBeLessThan(60)
  })
})

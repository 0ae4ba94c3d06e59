import { expect, test } from 'bun:test'
import { createHmac } from 'node:crypto'
import { isPrivate } from './address.ts'
import { outcomeOfStatus, retryAfterMs } from './outcome.ts'
import { sign } from './signature.ts'

test.each([
  ['93.184.215.14', false],
  ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', false],
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.255.255', true],
  ['172.32.0.1', false],
  ['192.168.0.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['255.255.255.255', true],
  ['::1', true],
  ['::', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['::ffff:10.0.0.1', true],
  ['64:ff9b::a00:1', true],
  ['2002:a00:1::', true],
  ['::ffff:8.8.8.8', true],
  ['::10.0.0.1', true],
  ['::ffff:0:10.0.0.1', true],
  ['2001:0:a00:1::', true],
  ['3fff:1::', true],
  ['fe80::1%eth0', true],
  ['ff02::1', true],
  ['192.88.99.1', true],
  ['198.19.0.1', true],
  ['224.0.0.1', true],
  ['8.8.8.8', false],
  ['no address', true],
  ['', true],
])('%s is private: %p', (address, expected) => expect(isPrivate(address)).toBe(expected))

const now = new Date('2026-11-22T12:00:00Z')
test.each([
  [200, undefined, { kind: 'delivered' }],
  [204, undefined, { kind: 'delivered' }],
  [302, undefined, { kind: 'permanent', cause: 'rejected' }],
  [404, undefined, { kind: 'permanent', cause: 'rejected' }],
  [410, undefined, { kind: 'permanent', cause: 'rejected' }],
  [301, undefined, { kind: 'permanent', cause: 'rejected', detail: 'It answered 301.' }],
  [400, '5', { kind: 'permanent', cause: 'rejected' }],
  [408, undefined, { kind: 'temporary', cause: 'not-now' }],
  [500, undefined, { kind: 'temporary', cause: 'not-now' }],
  [429, '7', { kind: 'temporary', cause: 'not-now', retryAfterMs: 7000 }],
  [503, 'Sun, 22 Nov 2026 12:00:30 GMT', { kind: 'temporary', cause: 'not-now', retryAfterMs: 30_000 }],
])('an answer of %p', (status, retryAfter, expected) =>
  expect(outcomeOfStatus(status, retryAfter, now)).toMatchObject(expected),
)
test.each([
  ['nonsense', undefined],
  ['999999999', 3600_000],
  ['Sun, 22 Nov 2020 12:00:00 GMT', 0],
])('Retry-After %s', (header, expected) => expect(retryAfterMs(header, now)).toBe(expected as never))

test('a signature for each live secret, over id, time and body', () => {
  const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', `whsec_${Buffer.alloc(32, 7).toString('base64')}`]
  const [first, second] = sign(secrets, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}').split(' ')
  // The specification's own example.
  expect(first).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  const expected = createHmac('sha256', Buffer.alloc(32, 7)).update(
    'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}',
  )
  expect(second).toBe(`v1,${expected.digest('base64')}`)
})

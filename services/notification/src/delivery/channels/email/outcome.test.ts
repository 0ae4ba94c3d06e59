import { expect, test } from 'bun:test'
import { outcomeOf, withoutAddresses } from './outcome.ts'

test.each([
  ['mailbox unknown', { code: 'EENVELOPE', responseCode: 550 }, 'permanent', 'rejected'],
  ['message refused', { code: 'EMESSAGE', responseCode: 554 }, 'permanent', 'rejected'],
  ['wrong password', { code: 'EAUTH', responseCode: 535 }, 'permanent', 'sign-in-refused'],
  ['password server away', { code: 'EAUTH', responseCode: 454 }, 'temporary', 'not-now'],
  ['greylisted', { code: 'EENVELOPE', responseCode: 451 }, 'temporary', 'not-now'],
  ['out of step', { code: 'EPROTOCOL', responseCode: 503 }, 'temporary', 'not-now'],
  ['refused', { code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'temporary', 'connection-refused'],
  ['no such host', { code: 'EDNS', originalCode: 'ENOTFOUND' }, 'temporary', 'unreachable'],
  [
    'a stranger’s certificate',
    { code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    'temporary',
    'not-secure',
  ],
  ['no encryption', { code: 'ETLS' }, 'temporary', 'not-secure'],
  ['silence', { code: 'ETIMEDOUT' }, 'temporary', 'timed-out'],
  ['given up', { code: 'EABORT' }, 'temporary', 'timed-out'],
  ['broken off', { code: 'ECONNECTION' }, 'temporary', 'connection-lost'],
  ['something new', { code: 'EWHATEVER' }, 'temporary', 'unexpected'],
] as const)('%s', (_, failure, kind, cause) => expect(outcomeOf(failure)).toMatchObject({ kind, cause }))

test('what the server says is kept without whom it says it about', () => {
  expect(withoutAddresses('550 5.1.1 <amina.diallo@example.com>: unknown,\r\n client 10.0.0.7')).toBe(
    '550 5.1.1 …: unknown, client …',
  )
})

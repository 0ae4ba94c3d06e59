import { describe, expect, test } from 'bun:test'
import { isForeign, readRefreshCookie, refreshCookie } from './cookie.ts'

type Headers = Record<string, string>

test.each<[string, Headers, boolean]>([
  ['a name', { host: 'hospital.example' }, true],
  ['localhost', { host: 'localhost:3000' }, false],
  ['IPv4 loopback', { host: '127.0.0.1:3000' }, false],
  ['another IPv4 loopback', { host: '127.8.9.10' }, false],
  ['IPv6 loopback', { host: '[::1]:3000' }, false],
  ['the local network', { host: '192.168.1.5:3000' }, true],
  ['a name that begins like loopback', { host: '127.0.0.1.evil.example' }, true],
  ['a name that ends like loopback', { host: 'localhost.evil.example' }, true],
  ['a proxy on loopback', { host: 'localhost:3000', 'x-forwarded-host': 'hospital.example' }, true],
  ['nobody says', {}, true],
  ['nonsense', { host: 'a b' }, true],
])('Secure, addressed by %s', (_, headers, secure) => {
  const attributes = `refresh=x; HttpOnly; SameSite=Strict; Path=/auth; Max-Age=1209600${secure ? '; Secure' : ''}`
  expect(refreshCookie('x', headers)).toBe(attributes)
})

test('a cookie is taken away by its age', () => {
  expect(refreshCookie(undefined, { host: 'localhost' })).toBe(
    'refresh=; HttpOnly; SameSite=Strict; Path=/auth; Max-Age=0',
  )
})

describe('another site', () => {
  const host = 'hospital.example'
  test.each<[string, Headers, boolean]>([
    ['no origin: not a browser, or the same page', { host }, false],
    ['the own origin', { host, origin: 'https://hospital.example' }, false],
    ['the own origin, default port written', { host: `${host}:443`, origin: 'https://hospital.example' }, false],
    ['behind a proxy', { host: 'gateway:3000', 'x-forwarded-host': host, origin: `https://${host}` }, false],
    ['behind two', { host: 'b', 'x-forwarded-host': `${host}, a`, origin: `https://${host}` }, false],
    ['marked as same-origin', { host, 'sec-fetch-site': 'same-origin' }, false],
    ['typed by the user', { host, 'sec-fetch-site': 'none' }, false],
    ['another host', { host, origin: 'https://evil.example' }, true],
    ['a subdomain', { host, origin: 'https://a.hospital.example' }, true],
    ['another port', { host, origin: 'https://hospital.example:8443' }, true],
    ['an opaque origin', { host, origin: 'null' }, true],
    ['a file', { host, origin: 'file://' }, true],
    ['marked as cross-site', { host, 'sec-fetch-site': 'cross-site' }, true],
    ['an origin and no host', { origin: 'https://hospital.example' }, true],
  ])('%s', (_, headers, foreign) => {
    expect(isForeign(headers)).toBe(foreign)
  })
})

test.each<[string | undefined, string | undefined]>([
  [undefined, undefined],
  ['', undefined],
  ['theme=dark', undefined],
  ['refresh=', undefined],
  ['refresh=a.b', 'a.b'],
  ['theme=dark; refresh=a.b; x=y', 'a.b'],
  ['norefresh=a.b', undefined],
])('the refresh cookie of “%s”', (cookie, value) => {
  expect(readRefreshCookie(cookie === undefined ? {} : { cookie })).toBe(value)
})

import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@wardline/db/connect'
import { systemClock } from '@wardline/kit/clock'
import fc from 'fast-check'
import { emailChannel } from '../delivery/channels/email/index.ts'
import { type Parcel, packParcel } from '../delivery/channels/parcel.ts'
import { webhookChannel } from '../delivery/channels/webhook/index.ts'
import { newSecret } from '../delivery/channels/webhook/secrets.ts'
import { isAppLink, type Severity, severities } from '../rules.ts'
import { composeEmail, type TemplateKey, templateKeys, templateOf, templates } from './templates.ts'
import { palettes } from './templates-html.ts'
import { neutralLink } from './templates-link.ts'

const links = { link: 'https://wardline.test/app/notifications', preferences: 'https://wardline.test/app/preferences' }

describe('the words for', () => {
  test.each<[string, Severity, TemplateKey, string]>([
    ['message', 'info', 'message', 'You have a message in Wardline'],
    ['whatever a sender invents', 'warning', 'message', 'You have a message in Wardline'],
    ['critical', 'info', 'message', 'You have a message in Wardline'],
    ['toString', 'info', 'message', 'You have a message in Wardline'],
    ['message', 'critical', 'critical', 'An alert in Wardline needs your answer'],
    ['escalation', 'critical', 'escalation', 'An alert in Wardline has not been answered'],
    ['escalation', 'warning', 'escalation', 'An alert in Wardline has not been answered'],
    ['appointment.booked', 'info', 'appointment.*', 'News about an appointment in Wardline'],
    ['appointment.cancelled', 'info', 'appointment.*', 'News about an appointment in Wardline'],
    ['appointment.reminder', 'info', 'appointment.reminder', 'A reminder of an appointment in Wardline'],
    ['waitlist.offered', 'info', 'waitlist.*', 'News about the waitlist in Wardline'],
  ])('%s, %s', (kind, severity, key, subject) => {
    expect(templateOf({ kind, severity })).toBe(key)
    expect(composeEmail(key, links).subject).toBe(subject)
  })
  test('the last resort do not speak of an account', () => {
    expect(composeEmail('last-resort', links).text).not.toContain('account')
  })
  test.each(templateKeys)('%s are plain, without a figure in them', (key) => {
    expect(Object.values(templates[key]).join(' ')).toMatch(/^[A-Za-z ,.:-]+$/)
    const { text, html } = composeEmail(key, links)
    for (const address of Object.values(links))
      expect([text, html]).toEqual(Array(2).fill(expect.stringContaining(address)))
  })
})

test('an e-mail as text', () => {
  expect(composeEmail('message', links).text).toBe(`There is a message for you in Wardline.

Read the message: https://wardline.test/app/notifications

You get this e-mail because you have an account in Wardline.
Choose what reaches you, and when: https://wardline.test/app/preferences
`)
})

const voidTags = ['meta', 'br', 'img']
const tag = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>/y

/** Reads HTML as strictly as XML: every tag closed in its turn, every attribute quoted, no bare `<` or `&`. Returns the visible text. */
function parse(html: string): { tags: string[]; text: string } {
  const doctype = '<!doctype html>\n'
  expect(html).toStartWith(doctype)
  const open: string[] = []
  const tags: string[] = []
  let text = ''
  for (let at = doctype.length; at < html.length; ) {
    if (html[at] !== '<') {
      const end = html.indexOf('<', at)
      text += html.slice(at, end < 0 ? html.length : end)
      at = end < 0 ? html.length : end
      continue
    }
    tag.lastIndex = at
    const [whole = '', slash, name = ''] = tag.exec(html) ?? []
    if (!whole) throw new Error(`not a tag: ${html.slice(at, at + 40)}`)
    at += whole.length
    tags.push(name)
    if (slash) expect(open.pop()).toBe(name)
    else if (!voidTags.includes(name)) open.push(name)
  }
  expect(open).toEqual([])
  expect(text.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
  return { tags, text }
}

describe('an e-mail as a page', () => {
  test.each(templateKeys)('%s is well formed, in tables, and needs nothing from elsewhere', (key) => {
    const { html, subject } = composeEmail(key, links)
    const { tags } = parse(html)
    expect(new Set(tags)).toEqual(new Set('html head meta title style body div table tr td h1 p a'.split(' ')))
    expect(html).toContain('<html lang="en">')
    expect(html).toContain('<meta name="color-scheme" content="light dark">')
    expect(html).toContain(`<title>${subject}</title>`)
    expect(html).not.toMatch(/\ssrc=|url\(|@import|<script/)
    expect(html.match(/<table(?! role="presentation")/)).toBeNull()
  })
  test('is well formed and leads where it should, whatever stands in the addresses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...templateKeys), (text, key) => {
        const link = `https://wardline.test/app/notifications?a=1&b="${text}"'<b>`
        const { html } = composeEmail(key, { ...links, link })
        parse(html)
        expect(html).not.toContain('<b>')
      }),
    )
  })
})

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

test.each([
  ['text', palettes.light.text, palettes.light.panel],
  ['small text', palettes.light.muted, palettes.light.panel],
  ['links', palettes.light.link, palettes.light.panel],
  ['text in the dark', palettes.dark.text, palettes.dark.panel],
  ['small text in the dark', palettes.dark.muted, palettes.dark.panel],
  ['links in the dark', palettes.dark.link, palettes.dark.panel],
  ['the button', palettes.button.text, palettes.button.ground],
])('%s can be read: 4.5 to 1', (_, ink, ground) => expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5))

const id = '0193a5c0-0000-7000-8000-000000000001'
test.each([
  [null, '/app/notifications'],
  [`/app/appointments/${id}`, `/app/appointments/${id}`],
  [`/app/waitlist/${id}`, `/app/waitlist/${id}`],
  ['/app/patients/42', '/app/patients/42'],
  ['/app/patients/', '/app/patients'],
  ['/app/', '/app/notifications'],
  ['/app/appointments?day=2026-11-23', '/app/appointments'],
  [`/app/patients/${id}#allergies`, `/app/patients/${id}`],
  ['/app/patients?q=Amina%20Diallo', '/app/patients'],
  ['/app/patients/amina-diallo', '/app/notifications'],
  ['/app/patients/612345678', '/app/notifications'],
  ['/app/potassium-6.8', '/app/notifications'],
])('the link %s leaves the house as %s', (link, expected) => expect(neutralLink(link)).toBe(expected))

describe('whatever a sender writes', () => {
  let folder: string
  let bodies: string[]
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      bodies.push(`${JSON.stringify(request.headers)}${body}`)
      response.end()
    })
  })
  let port: number
  // Only addresses would be read from it, and these are given.
  const { db, close } = connect('postgres://nobody@127.0.0.1:9/none', { name: 'test', max: 1 })
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wardline-templates-'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    port = typeof address === 'object' && address ? address.port : 0
  })
  afterAll(async () => {
    server.close()
    await close()
    await rm(folder, { recursive: true })
  })

  /** Everything that leaves the house for it: a mail as it goes over the wire, decoded, and a webhook's headers and body. */
  async function sendBoth(parcel: Parcel): Promise<{ mail: string; hook: string }> {
    const publicUrl = 'https://wardline.test'
    const people = { users: async () => [], active: async () => [] }
    const email = emailChannel({ smtpUrl: undefined, dataDir: folder, fallbackEmail: undefined, publicUrl }, people)
    const webhook = webhookChannel({ webhookAllowPrivate: true, publicUrl }, db, systemClock)
    bodies = []
    const outcomes = await Promise.all([
      email.send(['nurse@wardline.test'], parcel),
      webhook.send({ url: `http://127.0.0.1:${port}/`, secrets: [newSecret()] }, parcel),
    ])
    expect(outcomes).toEqual([{ kind: 'delivered' }, { kind: 'delivered' }])
    const raw = await readFile(join(folder, 'mail', `${parcel.deliveryId}.1.eml`), 'utf8')
    const mail = raw
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
    return { mail, hook: bodies.join() }
  }

  // Letters that are in none of our own words, so that finding them means that they were let through.
  const word = fc.stringMatching(/^[zq]{3}[a-z]{5,12}$/)
  const link = fc
    .tuple(fc.constantFrom('/app/patients/', '/app/', '/app/appointments?q=', '/app/users#'), word)
    .map(([start, text]) => `${start}${text}`)
    .filter(isAppLink)
  const written = fc.record({ kind: word, title: word, body: word, senderName: word, link: fc.option(link) })

  test('nothing of it is in an e-mail or a webhook’s call', async () => {
    await fc.assert(
      fc.asyncProperty(written, fc.constantFrom(...severities), async (texts, severity) => {
        const notification = { ...texts, severity, batchId: id, createdAt: new Date() }
        const delivery = { id, generation: 1, notificationId: id, target: 'recipient' as const }
        const { mail, hook } = await sendBoth(packParcel(delivery, notification))
        expect(hook).toContain(templates[templateOf(notification)].subject)
        for (const text of Object.values(texts).flatMap((text) => text?.match(/[zq]{3}[a-z]+/g) ?? []))
          expect([mail.includes(text), hook.includes(text)]).toEqual([false, false])
      }),
      { numRuns: 60 },
    )
  })
})

import { createVisitor } from '@wardline/gateway/testing-visitor'
import type { Reader } from './reader.ts'
import type { Case } from './stage.ts'
import { must, patienceMs, until } from './waiting.ts'

/** Design, section 4. */
const revokedWithinMs = 1000

const revoked: Case = {
  name: 'session revoked mid-stream',
  holds:
    'Signed out at one gateway: within 1 s each says `bye` and nothing more; signed in again, everything is there.',
  on: { short: ['split'], long: ['split', 'single'] },
  isCalm: true,
  async run(stage) {
    const { gateways } = stage.hospital
    const visitor = createVisitor(gateways[0] as string)
    const { userId, email, password, headers, token } = await visitor.as('nurse')
    const person = { userId, token, role: 'nurse' as const }
    let [after, isBack] = [0, false]
    const readers = gateways.map((gateway) => {
      const reader: Reader = stage.read({
        person,
        gateways: [gateway],
        onFrame: ({ type }) => {
          if (type !== 'bye' && reader.byes.length > 0 && !isBack) after += 1
        },
      })
      return reader
    })
    await stage.live()
    const stop = stage.keepSending(10, () => ({ to: [person] }))
    await Bun.sleep(300)
    const loggedOut = await visitor.fetch('/auth/logout', { method: 'POST', headers })
    must(loggedOut.status === 204, 'they sign out')
    const tookMs = await until(
      'every stream says goodbye',
      () => readers.every(({ byes }) => byes[0] === 'revoked'),
      patienceMs,
      1,
    )
    stage.promised('goodbye', tookMs, revokedWithinMs)
    const refused = await visitor.fetch('/notifications', { headers })
    must(refused.status === 401, 'the old token is refused')
    await Bun.sleep(stage.size(500, 3000))
    await stop()
    must(after === 0, 'nothing is said after goodbye')
    const signIn = { body: { email, password } }
    const again = await stage.ask<{ accessToken: string }>(person, 'POST', '/auth/login', signIn)
    isBack = true
    person.token = again.accessToken
    for (const reader of readers) reader.signIn(person.token)
    await stage.book.settled()
  },
}

export const sessionCases = [revoked]

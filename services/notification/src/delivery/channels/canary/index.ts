import type { Channel } from '../channel.ts'

/** Where canaries go: nowhere. That the worker took one, claimed it and wrote what came of it is all that it has to show. */
export const canaryChannel = (): Channel<null> => ({
  name: 'canary',
  address: async () => ({ to: null }),
  send: async () => ({ kind: 'delivered' }),
  close: async () => {},
})

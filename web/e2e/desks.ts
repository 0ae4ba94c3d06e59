import { type BrowserContextOptions, test as base, type Page } from '@playwright/test'
import type { Role } from '@wardline/kit/permissions'
import { signIn } from './sign-in.ts'

interface Desks {
  /** A browser of their own, for another person at another desk; signed in when a role is named, on their first page or another. */
  sitDown(role?: Role, path?: string, device?: BrowserContextOptions): Promise<Page>
}

export const test = base.extend<Desks>({
  sitDown: async ({ browser }, use) => {
    const contexts: { close(): Promise<void> }[] = []
    await use(async (role, path, device) => {
      const context = await browser.newContext(device)
      contexts.push(context)
      const page = await context.newPage()
      if (role) await signIn(page, role, path)
      return page
    })
    // Left open, their streams would slow down every journey after this one.
    for (const context of contexts) await context.close()
  },
})

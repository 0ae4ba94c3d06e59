import type { Static } from 'elysia'
import type { Template } from '../model.ts'
import { composeEmail, preferencesPath, templateKeys } from '../telling/templates.ts'
import { inboxPath } from '../telling/templates-link.ts'

/** Every e-mail that leaves the house, as administrators see it. */
export function exampleEmails(publicUrl: string): Static<typeof Template>[] {
  const addressOf = (path: string) => new URL(path, publicUrl).href
  const links = { link: addressOf(inboxPath), preferences: addressOf(preferencesPath) }
  return templateKeys.map((kind) => ({ kind, ...composeEmail(kind, links) }))
}

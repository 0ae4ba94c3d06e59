import { type Action, may, type Relation } from '@wardline/kit/permissions'
import type { User } from '../../api/records.ts'

/** Thrown by a page that the person's role does not open. The layout shows it in words. */
export class PageNotOpen extends Error {
  override name = 'PageNotOpen'
}

/**
 * For a route's `beforeLoad`. The server refuses too; this spares a page full of refusals.
 * @param relation needed when seeing one's own is not enough for the page
 */
export function requireMay(user: User, action: Action, relation?: Relation): void {
  const granted = may(user.role, action)
  if (!granted || (relation && granted !== relation)) throw new PageNotOpen()
}

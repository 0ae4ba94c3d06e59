import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import type { Session } from '../api/session.ts'

interface RouterContext {
  queryClient: QueryClient
  session: Session
}

export const Route = createRootRouteWithContext<RouterContext>()({
  beforeLoad: async ({ context: { session } }) => ({ user: await session.resume() }),
  component: Outlet,
})

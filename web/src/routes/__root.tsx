import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import type { Session } from '../api/session.ts'
import { NotFoundPage } from '../ui/FailurePage.tsx'

interface RouterContext {
  queryClient: QueryClient
  session: Session
}

export const Route = createRootRouteWithContext<RouterContext>()({
  beforeLoad: async ({ context: { session } }) => ({ user: await session.resume() }),
  component: Outlet,
  notFoundComponent: Nowhere,
})

/** Behind an address that no page has, none brings the landmark. */
function Nowhere() {
  return (
    <main>
      <NotFoundPage />
    </main>
  )
}

import { createRouter } from '@tanstack/react-router'
import { session } from './api/client.ts'
import { queryClient } from './api/query-client.ts'
import { routeTree } from './routeTree.gen.ts'
import { FailurePage, NotFoundPage } from './ui/FailurePage.tsx'
import { PageSkeleton } from './ui/PageSkeleton.tsx'

export const router = createRouter({
  routeTree,
  basepath: '/app',
  context: { queryClient, session },
  defaultPreload: 'intent',
  // react-query decides what is fresh.
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: FailurePage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPendingComponent: PageSkeleton,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

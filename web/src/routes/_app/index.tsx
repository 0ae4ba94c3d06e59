import { createFileRoute } from '@tanstack/react-router'
import { Suspense } from 'react'
import { homes } from '../../features/today/homes.tsx'
import { PageSkeleton } from '../../ui/PageSkeleton.tsx'

export const Route = createFileRoute('/_app/')({ component: Home })

function Home() {
  const HomeOfRole = homes[Route.useRouteContext().user.role]
  return (
    <Suspense fallback={<PageSkeleton />}>
      <HomeOfRole />
    </Suspense>
  )
}

import { createFileRoute } from '@tanstack/react-router'
import { homes } from '../../features/today/homes.ts'
import { loadInside } from '../../load-inside.ts'

export const Route = createFileRoute('/_app/')({
  // What it loads is split off already.
  codeSplitGroupings: [],
  loader: async ({ context: { user, clock, queryClient } }) => {
    const page = homes[user.role].preload?.()
    const { beginHome } = await loadInside()
    // Begun, not awaited: the page stands while what it shows is on its way.
    beginHome[user.role](queryClient, clock)
    await page
  },
  component: Home,
})

function Home() {
  const HomeOfRole = homes[Route.useRouteContext().user.role]
  return <HomeOfRole />
}

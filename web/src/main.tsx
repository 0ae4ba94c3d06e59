import './ahead.ts'
import '@fontsource-variable/fraunces/wght.css'
import '@fontsource-variable/inter/wght.css'
import { ChakraProvider } from '@chakra-ui/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { session } from './api/client.ts'
import { ApiError } from './api/problem.ts'
import { queryClient } from './api/query-client.ts'
import { PageNotOpen } from './features/auth/access.ts'
import { noteVisit } from './features/palette/recent.ts'
import { announceArrivals } from './features/shell/arrival.ts'
import { router } from './router.ts'
import { system } from './theme.ts'
import { startColorMode } from './ui/color-mode.ts'

startColorMode()

// Nothing that one person has seen may be shown to the next.
session.onChange(() => {
  queryClient.clear()
  void router.invalidate()
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

announceArrivals(router, root)
router.subscribe('onResolved', ({ toLocation }) => session.user && noteVisit(session.user.id, toLocation.pathname))

/** A refusal that a page shows in words is no fault of the app. */
const onCaughtError = (error: unknown) => {
  if (!(error instanceof PageNotOpen || error instanceof ApiError)) console.error(error)
}

createRoot(root, { onCaughtError }).render(
  <StrictMode>
    <ChakraProvider value={system}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ChakraProvider>
  </StrictMode>,
)

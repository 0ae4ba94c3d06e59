import { QueryClient } from '@tanstack/react-query'
import { keepDrafts } from '../ui/draft.ts'
import { toApiError } from './problem.ts'

/** Refused requests stay refused; only an unreachable server is worth asking again. */
const worthAnotherTry = (failures: number, error: unknown) => failures < 2 && toApiError(error).problem.status >= 500

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The stream tells when something changed, so that age alone is a weak reason to ask again.
      staleTime: 15_000,
      retry: worthAnotherTry,
    },
    // Without a network the library keeps a change back and sends it whenever the line returns: what somebody believes done
    // is not, and comes later behind their back. Here it fails at once, and says so.
    mutations: { networkMode: 'always' },
  },
})

keepDrafts(queryClient)

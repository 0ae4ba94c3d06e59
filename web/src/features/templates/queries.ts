import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'

/** Every e-mail that leaves the house. They change with the program, not while it runs. */
export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: () => unwrap(api.notifications.templates.get()),
  staleTime: Number.POSITIVE_INFINITY,
})

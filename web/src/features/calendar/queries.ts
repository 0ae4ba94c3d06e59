import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import { everyPage } from '../../api/every-page.ts'

/** Every doctor, to choose from. */
export const allDoctorsQuery = queryOptions({
  queryKey: ['doctors', 'all'],
  queryFn: () => everyPage((asked) => unwrap(api.doctors.get({ query: { sort: 'name', ...asked } }))),
})

import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import { asked } from '../patients/asked.ts'

const most = 6

/** The patients that answer what was typed. */
export const foundQuery = (q: string) =>
  queryOptions({
    queryKey: ['patients', 'palette', q],
    queryFn: async () => (await unwrap(api.patients.get({ query: { limit: most, q: asked(q) } }))).items,
  })

/** The doctors that do. */
export const foundDoctorsQuery = (q: string) =>
  queryOptions({
    queryKey: ['doctors', 'palette', q],
    queryFn: async () => (await unwrap(api.doctors.get({ query: { limit: most, q } }))).items,
  })

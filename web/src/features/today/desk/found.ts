import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../../api/client.ts'

/** Whom a few typed letters, digits of an MRN or a birth date may mean. */
export const foundQuery = (text: string) =>
  queryOptions({
    queryKey: ['patients', 'found', text],
    queryFn: async () => (await unwrap(api.patients.get({ query: { limit: 8, q: text } }))).items,
  })

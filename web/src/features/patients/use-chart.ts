import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { patientQuery } from './queries.ts'

const route = getRouteApi('/_app/patients/$id')

/** The record of the chart that the address names. Its layout shows sections once the record is there. */
export function useChart() {
  const { id } = route.useParams()
  return useSuspenseQuery(patientQuery(id)).data
}

import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { foundQuery } from '../../palette/queries.ts'

type Destination = 'chart' | 'booking'

/** Where the desk goes with a patient, by their id or by words that mean one patient only. */
export function useDestination() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const go = (id: string, where: Destination) =>
    where === 'chart'
      ? navigate({ to: '/patients/$id', params: { id } })
      : navigate({ to: '/appointments/new', search: { patientId: id } })
  /** Quicker than the answer, as a scanner is: there is no doubt when it means one patient only. */
  const goToOnly = async (query: string, where: Destination) => {
    const found = await queryClient.fetchQuery({ ...foundQuery(query), staleTime: 15_000 }).catch(() => [])
    if (found.length === 1 && found[0]) await go(found[0].id, where)
  }
  return { go, goToOnly }
}

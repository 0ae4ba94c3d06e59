import { Box, Flex } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet } from '@tanstack/react-router'
import { PageSkeleton } from '../../ui/PageSkeleton.tsx'
import { ChartActions } from './ChartActions.tsx'
import { ChartBanner } from './ChartBanner.tsx'
import { ChartSections } from './ChartSections.tsx'
import { patientQuery } from './queries.ts'

const route = getRouteApi('/_app/patients/$id')

/**
 * One patient's chart: who it is, always in sight, above the section that the address names. What is shown belongs to the
 * id in the address or is a placeholder: nothing here keeps the data of the patient before.
 */
export function ChartPage() {
  const { id } = route.useParams()
  const chart = useQuery(patientQuery(id))
  if (chart.isError && !chart.data) throw chart.error
  const patient = chart.data
  return (
    <Box key={id}>
      <ChartBanner patient={patient} />
      <Flex justify="space-between" align="center" gap="3" wrap="wrap" mb="6" borderBottomWidth="1px">
        <ChartSections id={id} />
        {patient && <ChartActions patient={patient} />}
      </Flex>
      {patient ? <Outlet /> : <PageSkeleton />}
    </Box>
  )
}

import { Box, Flex } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet, useRouterState } from '@tanstack/react-router'
import { PageSkeleton } from '../../ui/PageSkeleton.tsx'
import { ChartActions } from './ChartActions.tsx'
import { ChartBanner } from './ChartBanner.tsx'
import { ChartSections } from './ChartSections.tsx'
import { patientQuery } from './queries.ts'

const route = getRouteApi('/_app/patients/$id')

/** What the keyboard comes to is scrolled to below the banner, never behind it (WCAG 2.4.11). */
const clearOfBanner = { '& a, & button, & input, & select, & textarea': { scrollMarginTop: '8rem' } }

/** The address is ahead of the page for some frames while it changes. */
const idInAddress = (path: string): string | undefined => /\/patients\/([0-9a-f-]{36})/.exec(path)?.[1]

/**
 * One patient's chart: who it is, always in sight, above the section that the address names. What is shown belongs to the
 * id in the address or is a placeholder: nothing here keeps the data of the patient before.
 */
export function ChartPage() {
  const { id } = route.useParams()
  const asked = useRouterState({ select: ({ location }) => idInAddress(location.pathname) })
  const chart = useQuery(patientQuery(id))
  if (chart.isError && !chart.data) throw chart.error
  const patient = asked && asked !== id ? undefined : chart.data
  return (
    <Box key={id}>
      <ChartBanner patient={patient} />
      <Flex justify="space-between" align="center" gap="3" wrap="wrap" mb="6" borderBottomWidth="1px">
        <ChartSections id={id} />
        {patient && <ChartActions patient={patient} />}
      </Flex>
      <Box css={clearOfBanner}>{patient ? <Outlet /> : <PageSkeleton />}</Box>
    </Box>
  )
}

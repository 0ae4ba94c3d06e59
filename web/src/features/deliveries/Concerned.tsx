import { Skeleton, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { Failure } from '../../api/records.ts'
import { nameOf } from '../../ui/names.ts'
import { concernedQuery } from './queries.ts'

interface ConcernedProps {
  failure: Failure
}

/** The name of whoever should have been told. */
export function Concerned({ failure }: ConcernedProps) {
  const { data, isPending } = useQuery(concernedQuery(failure))
  if (isPending) return <Skeleton height="4" width="32" />
  return <Text fontWeight="medium">{data ?? nameOf({ name: null })}</Text>
}

import { Skeleton, Stack } from '@chakra-ui/react'

/** The outline of a page on its way. */
export const PageSkeleton = () => (
  <Stack gap="5" aria-busy>
    <Skeleton height="9" width="60" />
    <Skeleton height="12" />
    <Skeleton height="64" />
  </Stack>
)

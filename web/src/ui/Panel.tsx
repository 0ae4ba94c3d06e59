import { Box, type BoxProps } from '@chakra-ui/react'

/** A sheet on the page's ground. */
export const Panel = ({ maxW, height, children }: Pick<BoxProps, 'maxW' | 'height' | 'children'>) => (
  <Box
    bg="bg.panel"
    borderWidth="1px"
    borderRadius="l3"
    p={{ base: '4', md: '6' }}
    maxW={maxW ?? 'full'}
    height={height}
  >
    {children}
  </Box>
)

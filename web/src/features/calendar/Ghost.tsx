import { Box, Flex } from '@chakra-ui/react'
import { TriangleAlert } from 'lucide-react'

interface GhostProps {
  top: number
  bottom: number
  scale: number
  label: string
  /** What would stand in the way. */
  warning?: string | undefined
}

/** Where something would go, while it is on the way. */
export const Ghost = ({ top, bottom, scale, label, warning }: GhostProps) => (
  <Box
    aria-hidden
    position="absolute"
    insetInline="0.5"
    zIndex="4"
    pointerEvents="none"
    borderWidth="2px"
    borderStyle={warning ? 'dashed' : 'solid'}
    borderColor={warning ? 'orange.fg' : 'brand.solid'}
    borderRadius="l1"
    bg={warning ? 'orange.subtle' : 'brand.subtle'}
    color={warning ? 'orange.fg' : 'brand.fg'}
    textStyle="xs"
    fontWeight="semibold"
    px="1.5"
    minH="5"
    style={{ top: top * scale, height: (bottom - top) * scale }}
  >
    <Box fontVariantNumeric="tabular-nums">{label}</Box>
    {warning && (
      <Flex gap="1" align="start" bg="orange.subtle" fontWeight="medium">
        <TriangleAlert size={12} style={{ flexShrink: 0, marginTop: 2 }} />
        {warning}
      </Flex>
    )}
  </Box>
)

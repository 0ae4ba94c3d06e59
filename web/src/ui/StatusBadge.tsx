import { Badge } from '@chakra-ui/react'

/** Colour never speaks alone: the label says the same. */
export type Tone = 'gray' | 'blue' | 'green' | 'orange' | 'red'

interface StatusBadgeProps {
  label: string
  tone: Tone
  /** What the state means, as a tooltip. */
  meaning?: string
}

export const StatusBadge = ({ label, tone, meaning }: StatusBadgeProps) => (
  <Badge colorPalette={tone} title={meaning} userSelect="text">
    {label}
  </Badge>
)

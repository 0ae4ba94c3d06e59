import { Box, Flex } from '@chakra-ui/react'
import { CalendarX, ClockPlus, Hourglass, type LucideIcon, TreePalm } from 'lucide-react'
import { t } from '../../language/inside.ts'
import type { Band } from './columns.ts'
import { patterns } from './look.ts'

const icons: Partial<Record<Band['kind'], LucideIcon>> = {
  extra: ClockPlus,
  leave: TreePalm,
  held: Hourglass,
  own: Hourglass,
  missing: CalendarX,
}

interface BandsProps {
  bands: Band[]
  scale: number
}

/** Why places are not to be had. For readers each place says it itself, so that this is for the eye alone. */
export const Bands = ({ bands, scale }: BandsProps) =>
  bands.map(({ kind, top, bottom }) => {
    const Icon = icons[kind]
    return (
      <Box
        key={`${kind} ${top}`}
        aria-hidden
        position="absolute"
        insetInline="0"
        pointerEvents="none"
        overflow="hidden"
        style={{ top: top * scale, height: (bottom - top) * scale }}
        {...patterns[kind]}
      >
        {Icon && (
          <Flex
            display="inline-flex"
            maxW="full"
            align="center"
            gap="1"
            bg="bg.panel"
            color="fg.muted"
            borderEndEndRadius="l1"
            px="1.5"
            textStyle="xs"
            position="relative"
            zIndex="1"
          >
            <Icon size={12} aria-hidden style={{ flexShrink: 0 }} />
            <Box truncate>{t(`calendar.bands.${kind}`)}</Box>
          </Flex>
        )}
      </Box>
    )
  })

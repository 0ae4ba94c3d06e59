import { Box, Flex, Grid, Heading, Text } from '@chakra-ui/react'
import { statuses } from '@wardline/appointment/rules'
import { PartyPopper, ShieldAlert } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { describeStatus } from '../appointments/status.ts'
import type { Band } from './columns.ts'
import { patterns } from './look.ts'
import { statusIcon } from './status-icons.ts'

const kinds: Band['kind'][] = ['outside', 'extra', 'leave', 'held', 'own']
const shown = statuses.filter((status) => !['proposed', 'waitlist', 'cancelled', 'entered-in-error'].includes(status))

const keys = [
  ['← ↑ → ↓', t('calendar.legend.arrows')],
  [t('calendar.keys.enter'), t('calendar.legend.enter')],
  [t('calendar.keys.extend'), t('calendar.legend.extend')],
  ['M', t('calendar.legend.move')],
  [t('calendar.keys.homeEnd'), t('calendar.legend.homeEnd')],
  [t('calendar.keys.pages'), t('calendar.legend.pages')],
  [t('calendar.keys.today'), t('calendar.legend.today')],
  [t('calendar.keys.escape'), t('calendar.legend.escape')],
] as const

const visits = [
  ...shown.map((status) => ({ status, startedAt: null })),
  { status: 'checked-in' as const, startedAt: 'begun' },
]

/** What the signs of the calendar say, and what its keys do. */
export const Legend = () => (
  <Box as="section" aria-labelledby="calendar-legend" mt="6" textStyle="sm">
    <Heading as="h2" id="calendar-legend" size="sm" mb="3">
      {t('calendar.legend.title')}
    </Heading>
    <Flex as="ul" listStyleType="none" gap="4" rowGap="2" wrap="wrap" color="fg.muted">
      {visits.map((visit) => {
        const { label, tone } = describeStatus(visit)
        const Icon = statusIcon(visit)
        return (
          <Flex as="li" key={label} gap="1.5" align="center">
            <Box colorPalette={tone} color="colorPalette.fg">
              <Icon size={14} aria-hidden />
            </Box>
            {label}
          </Flex>
        )
      })}
      <Flex as="li" gap="1.5" align="center">
        <ShieldAlert size={14} aria-hidden />
        {t('calendar.legend.override')}
      </Flex>
      <Flex as="li" gap="1.5" align="center">
        <PartyPopper size={14} aria-hidden />
        {t('calendar.legend.holiday')}
      </Flex>
      {kinds.map((kind) => (
        <Flex as="li" key={kind} gap="1.5" align="center">
          <Box width="5" height="4" borderWidth="1px" borderRadius="l1" aria-hidden {...patterns[kind]} />
          {t(`calendar.bands.${kind}`)}
        </Flex>
      ))}
    </Flex>
    <Grid
      as="dl"
      mt="4"
      gap="2"
      columnGap="8"
      hideBelow="md"
      templateColumns={{ md: 'repeat(2, auto 1fr)', xl: 'repeat(4, auto 1fr)' }}
      alignItems="center"
    >
      {keys.map(([key, meaning]) => (
        <Box key={key} display="contents">
          <Box as="dt">
            <Box
              as="kbd"
              fontFamily="body"
              textStyle="xs"
              borderWidth="1px"
              borderColor="border.control"
              borderRadius="l1"
              bg="bg.panel"
              px="1.5"
              py="0.5"
              whiteSpace="nowrap"
            >
              {key}
            </Box>
          </Box>
          <Box as="dd" color="fg.muted">
            {meaning}
          </Box>
        </Box>
      ))}
    </Grid>
    <Text mt="3" color="fg.muted" hideBelow="md">
      {t('calendar.legend.mouse')}
    </Text>
  </Box>
)

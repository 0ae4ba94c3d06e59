import { Box, Flex } from '@chakra-ui/react'
import { Link } from '@tanstack/react-router'
import { t } from '../../language/inside.ts'

/** Each section has an address of its own; results, vitals and documents will be further ones. */
const sections = [
  { to: '/patients/$id', label: t('patients.chart.details'), isFirst: true },
  { to: '/patients/$id/contacts', label: t('patients.chart.contacts') },
  { to: '/patients/$id/appointments', label: t('patients.chart.appointments') },
  { to: '/patients/$id/alerts', label: t('patients.chart.alerts') },
] as const

const entry = {
  display: 'block',
  px: '3',
  py: '2.5',
  textStyle: 'sm',
  fontWeight: 'medium',
  color: 'fg.muted',
  borderBottomWidth: '2px',
  borderColor: 'transparent',
  marginBlockEnd: '-1px',
  _hover: { color: 'fg' },
  '&[aria-current=page]': { color: 'brand.fg', borderColor: 'brand.solid' },
} as const

export const ChartSections = ({ id }: { id: string }) => (
  <Box as="nav" aria-label={t('patients.chart.sections')} maxW="full" overflowX="auto">
    <Flex as="ul" listStyleType="none">
      {sections.map(({ to, label, ...section }) => (
        <li key={to}>
          <Box asChild css={entry}>
            <Link to={to} params={{ id }} activeOptions={{ exact: 'isFirst' in section }}>
              {label}
            </Link>
          </Box>
        </li>
      ))}
    </Flex>
  </Box>
)

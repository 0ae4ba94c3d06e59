import { Box } from '@chakra-ui/react'
import { t } from '../../language/inside.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { figureColumn } from '../../ui/figures.tsx'
import { type Hour, outcomes, totalOf } from './hours.ts'

interface HourTableProps {
  hours: Hour[]
  inFull: (at: string) => string
}

const numbers: Column<Hour>[] = outcomes.map((outcome) =>
  figureColumn(t(`deliveries.charts.outcomes.${outcome}`), (hour) => hour[outcome]),
)

/** The chart's numbers, for whoever does not see it or wants them exactly. */
export const HourTable = ({ hours, inFull }: HourTableProps) => (
  <Box as="details" mt="3">
    <Box as="summary" textStyle="sm" color="brand.fg" fontWeight="medium" cursor="pointer" py="1">
      {t('deliveries.charts.table')}
    </Box>
    <Box mt="2">
      <DataTable
        label={t('deliveries.charts.tableLabel')}
        items={hours.filter((hour) => totalOf(hour) > 0)}
        columns={[{ header: t('deliveries.charts.hour'), cell: ({ at }) => inFull(at) }, ...numbers]}
        rowKey={({ at }) => at}
        empty={null}
      />
    </Box>
  </Box>
)

import { Box, Skeleton, Table } from '@chakra-ui/react'
import { type ReactNode, useState } from 'react'
import { fading } from './fading.ts'
import { Rows, type RowsProps, type Widths } from './rows.tsx'

export interface Column<Item> {
  header: string
  cell: (item: Item) => ReactNode
  /** Read by screen readers only; for columns of buttons. */
  hiddenHeader?: boolean
  /** On a phone it stands at the card's right edge: what one looks for first, and what one does. */
  aside?: boolean
  /** In a table it stands at the row's end. */
  atEnd?: boolean
}

interface DataTableProps<Item> extends Omit<RowsProps<Item>, 'items' | 'goesOn' | 'keepWidths'> {
  /** Names the table for those who cannot see it. */
  label: string
  /** Undefined while they are on their way. */
  items: Item[] | undefined
  empty: ReactNode
  /** The rows are those of the question before; the answer is on its way. */
  isOld?: boolean
  /** How many there are in all, when there are more than `items`: `unknown` until somebody has counted. */
  total?: number | 'unknown' | undefined
}

const panel = {
  bg: 'bg.panel',
  borderWidth: '1px',
  borderRadius: 'l3',
  overflow: 'hidden',
  containerType: 'inline-size',
} as const

/** Styled from here, since a list of thousands cannot afford a styled component for each cell. */
const cells = {
  '& tbody tr': { _hover: { bg: 'bg.subtle' } },
  '& tbody tr:not(:last-of-type) td': { borderBottomWidth: '1px' },
  '& td': { px: '3', py: '2', textAlign: 'start', verticalAlign: 'middle', textStyle: 'sm' },
  '& td[data-end]': { textAlign: { md: 'end' } },
  '& td time': { whiteSpace: { md: 'nowrap' } },
  '& td [data-none]': { color: 'fg.muted' },
  '& tbody tr[data-space], & tbody tr[data-space]:hover': { bg: 'transparent', p: '0', display: 'table-row' },
  '& tbody tr[data-space] td': { p: '0', borderWidth: '0' },
  '& tbody tr[data-opens]': { cursor: 'pointer' },
} as const

/** On a phone each row becomes a card; the roles keep it a table for screen readers, which `display: block` would undo. */
const card = {
  mdDown: {
    '& thead': { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clip: 'rect(0 0 0 0)' },
    '& tbody, & td': { display: 'block' },
    '& tr:not([data-space])': {
      display: 'grid',
      gridTemplateColumns: '1fr auto',
      gridAutoFlow: 'dense',
      columnGap: '3',
      alignItems: 'start',
    },
    '& tbody td': { gridColumn: '1', px: '0', py: '0.5', minWidth: '0' },
    '& tbody tr:not([data-space]) td': { borderWidth: '0' },
    '& td[data-aside]': { gridColumn: '2', justifySelf: 'end' },
    '& tbody tr:not([data-space])': { borderTopWidth: '1px', px: '4', py: '3' },
    '& tbody tr:first-of-type': { borderTopWidth: '0' },
    '& tbody tr[data-space]': { display: 'block' },
  },
  // With letters so large that no two fit beside each other, all stand below one another.
  '@container (max-width: 16rem)': {
    '& tr:not([data-space])': { gridTemplateColumns: '1fr' },
    '& td[data-aside]': { gridColumn: '1', justifySelf: 'start' },
    '& td[data-aside] > *': { justifyContent: 'start' },
  },
} as const

const Waiting = ({ columns }: { columns: number }) =>
  Array.from({ length: 6 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else
    <tr key={row} aria-hidden>
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else
        <td key={column}>
          <Skeleton height="4" width={column === 0 ? '16' : '70%'} />
        </td>
      ))}
    </tr>
  ))

/** Headers count as a row; -1 says that nobody knows (WAI-ARIA 1.2, aria-rowcount). */
const rowCount = (shown: number | undefined, total: number | 'unknown' = shown ?? 'unknown') =>
  total === 'unknown' ? -1 : total + 1

/** Rows, their placeholders while they load, and the empty state that says what to do. Of a long list, only what is seen is there. */
export function DataTable<Item>({ label, items, empty, isOld, total, ...rows }: DataTableProps<Item>) {
  const { columns } = rows
  const [widths, setWidths] = useState<Widths>()
  if (items?.length === 0) return <Box {...panel}>{empty}</Box>
  return (
    <Box {...panel} {...fading(isOld)} css={[cells, card]}>
      <Table.Root aria-label={label} aria-busy={!items} role="table" aria-rowcount={rowCount(items?.length, total)}>
        <Table.Header role="rowgroup">
          <Table.Row bg="bg.subtle" role="row" aria-rowindex={1}>
            {columns.map(({ header, hiddenHeader }, index) => (
              <Table.ColumnHeader
                key={header}
                color="fg.muted"
                textStyle="xs"
                scope="col"
                role="columnheader"
                style={widths && { width: widths[index] }}
              >
                {hiddenHeader ? <Box srOnly>{header}</Box> : header}
              </Table.ColumnHeader>
            ))}
          </Table.Row>
        </Table.Header>
        {items ? (
          <Rows items={items} {...rows} goesOn={total !== undefined} keepWidths={setWidths} />
        ) : (
          <tbody>
            <Waiting columns={columns.length} />
          </tbody>
        )}
      </Table.Root>
    </Box>
  )
}

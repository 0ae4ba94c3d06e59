import { Box, Skeleton, Table } from '@chakra-ui/react'
import type { ReactNode } from 'react'

export interface Column<Item> {
  header: string
  cell: (item: Item) => ReactNode
  /** Read by screen readers only; for columns of buttons. */
  hiddenHeader?: boolean
  /** On a phone it stands at the card's right edge: what one looks for first, and what one does. */
  aside?: boolean
}

interface DataTableProps<Item> {
  /** Names the table for those who cannot see it. */
  label: string
  /** Undefined while they are on their way. */
  items: Item[] | undefined
  columns: Column<Item>[]
  rowKey: (item: Item) => string
  empty: ReactNode
  /** The rows are those of the question before; the answer is on its way. */
  fading?: boolean
}

const panel = { bg: 'bg.panel', borderWidth: '1px', borderRadius: 'l3', overflow: 'hidden' } as const

/** On a phone each row becomes a card; the roles keep it a table for screen readers, which `display: block` would undo. */
const card = {
  mdDown: {
    '& thead': { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clip: 'rect(0 0 0 0)' },
    '& tbody, & td': { display: 'block' },
    '& tr': {
      display: 'grid',
      gridTemplateColumns: '1fr auto',
      gridAutoFlow: 'dense',
      columnGap: '3',
      alignItems: 'start',
    },
    '& td': { gridColumn: '1', border: '0', px: '0', py: '0.5', minWidth: '0' },
    '& td[data-aside]': { gridColumn: '2', justifySelf: 'end' },
    '& tbody tr': { borderTopWidth: '1px', px: '4', py: '3' },
    '& tbody tr:first-of-type': { borderTopWidth: '0' },
  },
} as const

const Waiting = ({ columns }: { columns: number }) =>
  Array.from({ length: 6 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else
    <Table.Row key={row} bg="transparent" aria-hidden>
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else
        <Table.Cell key={column}>
          <Skeleton height="4" width={column === 0 ? '16' : '70%'} />
        </Table.Cell>
      ))}
    </Table.Row>
  ))

/** Rows, their placeholders while they load, and the empty state that says what to do. */
export function DataTable<Item>({ label, items, columns, rowKey, empty, fading }: DataTableProps<Item>) {
  if (items?.length === 0) return <Box {...panel}>{empty}</Box>
  return (
    <Box {...panel} opacity={fading ? 0.6 : 1} css={card}>
      <Table.Root aria-label={label} aria-busy={!items} role="table">
        <Table.Header role="rowgroup">
          <Table.Row bg="bg.subtle" role="row">
            {columns.map(({ header, hiddenHeader }) => (
              <Table.ColumnHeader key={header} color="fg.muted" textStyle="xs" scope="col" role="columnheader">
                {hiddenHeader ? <Box srOnly>{header}</Box> : header}
              </Table.ColumnHeader>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body role="rowgroup">
          {items ? (
            items.map((item) => (
              <Table.Row key={rowKey(item)} bg="transparent" _hover={{ bg: 'bg.subtle' }} role="row">
                {columns.map(({ header, cell, aside }) => (
                  <Table.Cell key={header} role="cell" data-aside={aside || undefined}>
                    {cell(item)}
                  </Table.Cell>
                ))}
              </Table.Row>
            ))
          ) : (
            <Waiting columns={columns.length} />
          )}
        </Table.Body>
      </Table.Root>
    </Box>
  )
}

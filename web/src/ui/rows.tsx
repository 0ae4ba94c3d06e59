import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { Fragment, type MouseEvent, memo, type Ref, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Column } from './DataTable.tsx'

/** From so many rows on, only those are in the page that can be seen. */
export const virtualFrom = 100

export interface RowsProps<Item> {
  items: Item[]
  columns: Column<Item>[]
  rowKey: (item: Item) => string
  /** Where a click beside the row's links leads: a shortcut for the mouse, so that the row needs a link that leads there too. */
  onOpen?: ((item: Item) => void) | undefined
  /** The pointer has come to a row: what it leads to may be fetched. */
  onIntent?: ((item: Item) => void) | undefined
}

interface RowProps<Item> extends Omit<RowsProps<Item>, 'items' | 'rowKey'> {
  item: Item
  index: number
  ref?: Ref<HTMLTableRowElement>
}

/** Text is selected in rows too, and buttons do what they say. */
const isMeantForRow = ({ target, defaultPrevented }: MouseEvent) =>
  !defaultPrevented &&
  target instanceof Element &&
  !target.closest('a, button, input, label, [role=menu], [role=dialog]') &&
  !getSelection()?.toString()

/** Said again, since the cards of a phone lose the roles of a table. */
const [asRow, asCell] = [{ role: 'row' }, { role: 'cell' }]

function PlainRow<Item>({ item, index, columns, onOpen, onIntent, ref }: RowProps<Item>) {
  return (
    <tr
      {...asRow}
      ref={ref}
      aria-rowindex={index + 2}
      data-index={index}
      data-opens={onOpen && ''}
      onPointerEnter={onIntent && (() => onIntent(item))}
      onClick={onOpen && ((event) => isMeantForRow(event) && onOpen(item))}
    >
      {columns.map(({ header, cell, aside }) => (
        <td key={header} {...asCell} data-aside={aside || undefined}>
          {cell(item)}
        </td>
      ))}
    </tr>
  )
}

/** Scrolling adds a row and takes one away: the others need not be made again. */
const Row = memo(PlainRow) as typeof PlainRow

export const AllRows = <Item,>({ items, rowKey, ...row }: RowsProps<Item>) => (
  <tbody>
    {items.map((item, index) => (
      <Row key={rowKey(item)} item={item} index={index} {...row} />
    ))}
  </tbody>
)

const Space = ({ height, columns }: { height: number; columns: number }) => (
  <tr data-space="" aria-hidden style={{ height }}>
    <td colSpan={columns} />
  </tr>
)

const usualHeight = 56

/** The rows around what the window shows, with room above and below for the others. The row that has the focus stays. */
export function VisibleRows<Item>({ items, rowKey, ...row }: RowsProps<Item>) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [top, setTop] = useState(0)
  const [focused, setFocused] = useState<number>()
  useLayoutEffect(() => {
    if (body.current) setTop(Math.round(body.current.getBoundingClientRect().top + window.scrollY))
  }, [])
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range)
      if (focused === undefined || focused >= range.count || seen.includes(focused)) return seen
      return [...seen, focused].sort((a, b) => a - b)
    },
    [focused],
  )
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => usualHeight,
    overscan: 8,
    scrollMargin: top,
    rangeExtractor,
    getItemKey: (index) => rowKey(items[index] as Item),
  })
  const visible = rows.getVirtualItems()
  const columns = row.columns.length
  const below = rows.getTotalSize() - ((visible.at(-1)?.end ?? top) - top)
  return (
    <tbody
      ref={body}
      onFocus={({ target }) => setFocused(Number(target.closest('tr')?.dataset.index))}
      onBlur={({ relatedTarget }) => body.current?.contains(relatedTarget) || setFocused(undefined)}
    >
      {visible.map(({ key, index, start }, place) => {
        const space = start - (visible[place - 1]?.end ?? top)
        return (
          <Fragment key={String(key)}>
            {space > 0 && <Space height={space} columns={columns} />}
            <Row item={items[index] as Item} index={index} ref={rows.measureElement} {...row} />
          </Fragment>
        )
      })}
      {below > 0 && <Space height={below} columns={columns} />}
    </tbody>
  )
}

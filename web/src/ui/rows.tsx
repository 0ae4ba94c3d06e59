import { type MouseEvent, memo, type Ref, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Column } from './DataTable.tsx'

/** From so many rows on, only those are in the page that can be seen. */
const virtualFrom = 100

/** Of the columns, in percent of the table. */
export type Widths = readonly string[] | undefined

export interface RowsProps<Item> {
  items: Item[]
  columns: Column<Item>[]
  rowKey: (item: Item) => string
  /** Where a click beside the row's links leads: a shortcut for the mouse, so that the row needs a link that leads there too. */
  onOpen?: ((item: Item) => void) | undefined
  /** The pointer has come to a row: what it leads to may be fetched. */
  onIntent?: ((item: Item) => void) | undefined
  /** There are more than `items`: what draws a long list is fetched before it is one. */
  goesOn?: boolean
  /** With each row that comes and goes the columns would become others, and with them the heights of all rows. */
  keepWidths: (widths: Widths) => void
}

interface RowProps<Item> extends Omit<RowsProps<Item>, 'items' | 'rowKey' | 'goesOn' | 'keepWidths'> {
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
      {columns.map(({ header, cell, aside, atEnd }) => (
        <td key={header} {...asCell} data-aside={aside || undefined} data-end={atEnd || undefined}>
          {cell(item)}
        </td>
      ))}
    </tr>
  )
}

/** Scrolling adds a row and takes one away: the others need not be made again. */
export const Row = memo(PlainRow) as typeof PlainRow

interface AllRowsProps<Item> extends Omit<RowsProps<Item>, 'goesOn' | 'keepWidths'> {
  body: Ref<HTMLTableSectionElement>
}

const AllRows = <Item,>({ items, rowKey, body, ...row }: AllRowsProps<Item>) => (
  <tbody ref={body}>
    {items.map((item, index) => (
      <Row key={rowKey(item)} item={item} index={index} {...row} />
    ))}
  </tbody>
)

/** As wide as the columns are now; on a phone there are none. */
export function widthsOf(body: HTMLTableSectionElement | null): Widths {
  const head = body?.closest('table')?.tHead
  if (!head || getComputedStyle(head).position === 'absolute') return
  const all = head.getBoundingClientRect().width
  return Array.from(head.rows[0]?.cells ?? [], (cell) => `${(100 * cell.getBoundingClientRect().width) / all}%`)
}

const focusable = 'a, button, input, select, textarea, [tabindex]'

const focusablesOf = (row: Element | null | undefined) => [...(row?.querySelectorAll<HTMLElement>(focusable) ?? [])]

/** Draws the rows anew, with what had the focus among them having it afterwards. */
function keepingFocus(table: HTMLTableElement | null, index: number | undefined, draw: () => void): void {
  const rowOf = () => table?.querySelector(`tr[data-index="${index}"]`)
  const { activeElement: held } = document
  const place = held instanceof HTMLElement ? focusablesOf(rowOf()).indexOf(held) : -1
  flushSync(draw)
  focusablesOf(rowOf())[place]?.focus({ preventScroll: true })
}

type Visible = typeof import('./visible-rows.tsx')

/** Few lists grow so long: what draws them is loaded by the first that may. */
let visible: Visible | undefined

const loadVisible = async (): Promise<Visible> => {
  visible ??= await import('./visible-rows.tsx')
  return visible
}

interface Drawing {
  Rows: Visible['VisibleRows']
  heights: readonly number[]
  usualHeight: number
  initiallyFocused: number | undefined
}

/** As rows were last seen to be, in pixels: where the guess is right, nothing is drawn again once it has been measured. */
let usualHeight = 56

const drawingWith = ({ VisibleRows }: Visible, body: HTMLTableSectionElement | null): Drawing => {
  const index = body?.querySelector<HTMLElement>('tr:focus-within')?.dataset.index
  const heights = Array.from(body?.rows ?? [], (row) => row.getBoundingClientRect().height)
  usualHeight = heights.toSorted((one, other) => one - other)[heights.length >> 1] ?? usualHeight
  return {
    Rows: VisibleRows,
    heights,
    usualHeight,
    initiallyFocused: index === undefined ? undefined : Number(index),
  }
}

/** Of a long list, only what is seen is there. Until that can be drawn, all of it. */
export function Rows<Item>({ goesOn = false, keepWidths, ...props }: RowsProps<Item>) {
  const { items } = props
  const isLong = items.length > virtualFrom
  const body = useRef<HTMLTableSectionElement>(null)
  const [drawing, setDrawing] = useState(() => (isLong && visible ? drawingWith(visible, null) : undefined))
  const isDrawn = drawing !== undefined
  useEffect(() => {
    if (!isLong) {
      keepWidths(undefined)
      return setDrawing(undefined)
    }
    if (isDrawn) return
    let isWanted = true
    const change = (loaded: Visible) => {
      if (!isWanted) return
      const next = drawingWith(loaded, body.current)
      const table = body.current?.closest('table') ?? null
      const widths = widthsOf(body.current)
      keepingFocus(table, next.initiallyFocused, () => {
        keepWidths(widths)
        setDrawing(next)
      })
    }
    // Without it the list is slower, not wrong.
    loadVisible().then(change, () => {})
    return () => {
      isWanted = false
    }
  }, [isLong, isDrawn, keepWidths])
  useEffect(() => {
    if (goesOn) loadVisible().catch(() => {})
  }, [goesOn])
  // With the next breath the rest need not be drawn.
  if (!isLong || !drawing)
    return <AllRows body={body} {...props} items={visible ? items.slice(0, virtualFrom) : items} />
  const { Rows: Drawn, ...start } = drawing
  return <Drawn {...start} {...props} keepWidths={keepWidths} />
}

import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { Fragment, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { Row, type RowsProps, widthsOf } from './rows.tsx'

const Space = ({ height, columns }: { height: number; columns: number }) => (
  <tr data-space="" aria-hidden style={{ height }}>
    <td colSpan={columns} />
  </tr>
)

interface VisibleRowsProps<Item> extends RowsProps<Item> {
  /** Of the rows that were in the page before, in pixels: what is in view stays there. */
  heights: readonly number[]
  /** What the others are taken to be until they have been seen. */
  usualHeight: number
  /** The row that has the focus, by its index. */
  initiallyFocused: number | undefined
}

/** The rows around what the window shows, with room above and below for the others. The row that has the focus stays. */
export function VisibleRows<Item>({
  items,
  rowKey,
  heights,
  usualHeight,
  initiallyFocused,
  keepWidths,
  ...row
}: VisibleRowsProps<Item>) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [top, setTop] = useState(0)
  const [focused, setFocused] = useState(initiallyFocused)
  useLayoutEffect(() => {
    if (body.current) setTop(Math.round(body.current.getBoundingClientRect().top + window.scrollY))
    keepWidths(widthsOf(body.current))
  }, [keepWidths])
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
    estimateSize: (index) => heights[index] ?? usualHeight,
    // Drawn with those in view, while somebody waits for them.
    overscan: 3,
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

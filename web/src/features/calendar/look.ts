/** Stripes behind what cannot be booked: they tell kinds apart where colours do not. */
const stripes = (angle: number, colour: string, every: number) =>
  `repeating-linear-gradient(${angle}deg, {colors.${colour}} 0 2px, transparent 2px ${every}px)`

export const patterns = {
  outside: { bg: 'bg.muted' },
  extra: { bg: 'bg.panel', borderInlineStart: '3px dotted', borderColor: 'brand.border' },
  leave: { bg: 'bg.muted', bgImage: stripes(45, 'orange.emphasized', 9) },
  held: { bg: 'bg.subtle', bgImage: stripes(0, 'purple.emphasized', 8) },
  own: { bg: 'brand.subtle', bgImage: stripes(0, 'brand.emphasized', 8) },
  missing: { bg: 'bg.emphasized', bgImage: stripes(135, 'border.control', 5) },
} as const

/** On the grid as a whole: hundreds of places with a style each would cost more than they are worth. */
export const gridLook = {
  '& [data-stop]': { position: 'absolute', outline: 'none', cursor: 'pointer' },
  '& [data-cell]': { insetInline: '0', borderTopWidth: '1px', borderColor: 'border.muted' },
  '& [data-cell][data-hour]': { borderColor: 'border' },
  '& [data-cell=past]': { cursor: 'default' },
  '& [data-cell]:not([data-cell=past]):hover': { bg: 'brand.subtle' },
  '& [data-cell]:not([data-cell=past]):hover::after, & [data-cell]:focus-visible::after': {
    content: 'attr(data-time)',
    position: 'absolute',
    insetStart: '2',
    top: '0.5',
    textStyle: 'xs',
    color: 'brand.fg',
    bg: 'bg.panel',
    px: '1',
    borderRadius: 'l1',
    fontVariantNumeric: 'tabular-nums',
  },
  '& [data-stop]:focus-visible': {
    outline: '2px solid',
    outlineColor: 'brand.focusRing',
    outlineOffset: '-1px',
    zIndex: '3',
  },
  '&[data-dragging] [data-stop]': { cursor: 'grabbing' },
  '&[data-dragging]': { userSelect: 'none' },
} as const

export const axisWidth = '3.75rem'

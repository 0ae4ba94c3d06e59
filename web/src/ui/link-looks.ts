import { defineGlobalStyles } from '@chakra-ui/react'
import { buttonRecipe, linkRecipe } from '@chakra-ui/react/theme'
import { coarse, pressLooks } from './press-looks.ts'

const { variant: looks, size: sizes } = buttonRecipe.variants ?? {}
const { size: heights } = pressLooks.variants ?? {}

/**
 * How links look, for the whole app at once: a page has many, and a list of thousands cannot afford to work out the same
 * look again for each that scrolls by.
 */
export const linkLooks = defineGlobalStyles({
  '.text-link': {
    ...linkRecipe.base,
    ...linkRecipe.variants?.variant?.underline,
    color: 'brand.fg',
    fontWeight: 'medium',
    textUnderlineOffset: '3px',
    overflowWrap: 'anywhere',
  },
  'td .text-link': {
    // A column is as wide as its longest word, or a crowded table would break every name.
    overflowWrap: { md: 'normal' },
    // High enough for a thumb, into the padding of its cell: the row stays as high as it was.
    [coarse]: { display: 'inline-block', py: '3', my: '-3' },
  },
  '.button-link': { ...buttonRecipe.base, ...pressLooks.base },
  '.button-link[data-look=solid]': { ...looks?.solid },
  '.button-link[data-look=outline]': { ...looks?.outline },
  '.button-link[data-look=ghost]': { ...looks?.ghost },
  '.button-link[data-size=xs]': { ...sizes?.xs, ...heights?.xs },
  '.button-link[data-size=sm]': { ...sizes?.sm, ...heights?.sm },
  '.button-link[data-size=md]': { ...sizes?.md, ...heights?.md },
})

import { defineGlobalStyles } from '@chakra-ui/react'
import { buttonRecipe, linkRecipe } from '@chakra-ui/react/theme'

const { variant: looks, size: sizes } = buttonRecipe.variants ?? {}

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
  },
  '.button-link': { ...buttonRecipe.base },
  '.button-link[data-look=solid]': { ...looks?.solid },
  '.button-link[data-look=outline]': { ...looks?.outline },
  '.button-link[data-look=ghost]': { ...looks?.ghost },
  '.button-link[data-size=xs]': { ...sizes?.xs },
  '.button-link[data-size=sm]': { ...sizes?.sm },
  '.button-link[data-size=md]': { ...sizes?.md },
})

import { defineRecipe } from '@chakra-ui/react'

/** For a thumb, or a gloved finger (WCAG 2.5.5). A mouse needs less, and lists stay dense for it. */
export const coarse = '@media (pointer: coarse)'

/** As high as the words in it, which take several lines where letters are large. */
const atLeast = (height: '8' | '9' | '10') => ({
  h: 'auto',
  minH: height,
  py: '1',
  [coarse]: { minH: '11', minW: '11' },
})

/** What buttons, and links that stand as such, have besides Chakra's looks. */
export const pressLooks = defineRecipe({
  base: {
    maxW: 'full',
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
    // A table would rather squeeze its buttons than scroll.
    'td &': { whiteSpace: 'nowrap' },
  },
  variants: { size: { xs: atLeast('8'), sm: atLeast('9'), md: atLeast('10') } },
})

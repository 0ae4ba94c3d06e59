import { Flex, Text } from '@chakra-ui/react'
import type { ReactNode } from 'react'
import type { Column } from './DataTable.tsx'

/** A column of numbers. On a phone a row is a card without headings, where a number alone would say nothing. */
export const figureColumn = <Item,>(header: string, figure: (item: Item) => ReactNode): Column<Item> => ({
  header,
  cell: (item) => (
    <Flex gap="3" justify={{ base: 'space-between', md: 'start' }} fontVariantNumeric="tabular-nums">
      <Text as="span" hideFrom="md" aria-hidden color="fg.muted">
        {header}
      </Text>
      <span>{figure(item)}</span>
    </Flex>
  ),
})

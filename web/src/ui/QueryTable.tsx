import { Button, Center } from '@chakra-ui/react'
import {
  type DefaultError,
  type InfiniteData,
  keepPreviousData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  useInfiniteQuery,
} from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Page } from '../api/records.ts'
import { t } from '../language/t.ts'
import { type Column, DataTable } from './DataTable.tsx'
import { FailureNotice } from './FailureNotice.tsx'

interface QueryTableProps<Item, Key extends QueryKey> {
  label: string
  query: UseInfiniteQueryOptions<Page<Item>, DefaultError, InfiniteData<Page<Item>>, Key, string | null>
  columns: Column<Item>[]
  rowKey: (item: Item) => string
  empty: ReactNode
}

/** Every list page: a table over a paged query, its failure in words, and more on demand. */
export function QueryTable<Item, Key extends QueryKey>({ query, ...table }: QueryTableProps<Item, Key>) {
  const list = useInfiniteQuery({ ...query, placeholderData: keepPreviousData })
  const items = list.data?.pages.flatMap((page) => page.items)
  if (list.isError && !items) return <FailureNotice failure={list.error} onRetry={() => void list.refetch()} />
  return (
    <>
      <DataTable {...table} items={items} fading={list.isPlaceholderData} />
      {list.hasNextPage && (
        <Center mt="4">
          <Button variant="outline" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('ui.showMore')}
          </Button>
        </Center>
      )}
    </>
  )
}

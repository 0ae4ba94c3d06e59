import { Button, Center, Flex, Text } from '@chakra-ui/react'
import {
  type DefaultError,
  type InfiniteData,
  keepPreviousData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  useInfiniteQuery,
} from '@tanstack/react-query'
import { type ReactNode, useCallback, useMemo } from 'react'
import type { CsvFile } from '../api/csv-file.ts'
import { type KeptPage, rowsOf } from '../api/pages.ts'
import { locale, t } from '../language/t.ts'
import { type Column, DataTable } from './DataTable.tsx'
import { ExportButton } from './ExportButton.tsx'
import { FailureNotice } from './FailureNotice.tsx'
import { useSeenRows } from './use-seen-rows.ts'

interface QueryTableProps<Item, Key extends QueryKey> {
  label: string
  /** Made by `pagesQuery`. */
  query: UseInfiniteQueryOptions<KeptPage<Item>, DefaultError, InfiniteData<KeptPage<Item>>, Key, string | null>
  columns: Column<Item>[]
  rowKey: (item: Item) => string
  empty: ReactNode
  /** The same list as a file, with the same filters: shows the button. */
  file?: CsvFile
  onOpen?: (item: Item) => void
  onIntent?: (item: Item) => void
}

/** How far from the end of the page the next rows are fetched. */
const ahead = '1500px'

const counted = new Intl.NumberFormat(locale)

/** Every list page: a table over a paged query, its failure in words, more rows before one gets there, and all of it as a file. */
export function QueryTable<Item extends { id: string }, Key extends QueryKey>({
  query,
  file,
  ...table
}: QueryTableProps<Item, Key>) {
  const list = useInfiniteQuery({ ...query, placeholderData: keepPreviousData })
  const { hasNextPage, isFetching, isFetchingNextPage, fetchNextPage } = list
  const pages = list.data?.pages
  const items = useMemo(() => pages && rowsOf(pages), [pages])
  const seen = useSeenRows(query.queryKey, pages, list.refetch)
  const total = pages?.at(0)?.total
  const mayFetch = hasNextPage && !isFetching
  const end = useCallback(
    (element: HTMLElement | null) => {
      if (!element || !mayFetch) return
      const watch = ([entry]: IntersectionObserverEntry[]) => entry?.isIntersecting && void fetchNextPage()
      const observer = new IntersectionObserver(watch, { rootMargin: ahead })
      observer.observe(element)
      return () => observer.disconnect()
    },
    [mayFetch, fetchNextPage],
  )
  if (list.isError && !items) return <FailureNotice failure={list.error} onRetry={() => void list.refetch()} />
  return (
    <>
      {items?.length !== 0 && (file || total !== undefined) && (
        <Flex justify="space-between" align="center" gap="3" mb="2" minH="8">
          <Text textStyle="sm" color="fg.muted" role="status">
            {total !== undefined && t('ui.results', { count: total, number: counted.format(total) })}
          </Text>
          {file && <ExportButton file={file} />}
        </Flex>
      )}
      <div ref={seen}>
        <DataTable
          {...table}
          items={items}
          isOld={list.isPlaceholderData}
          total={hasNextPage ? (total ?? 'unknown') : undefined}
        />
      </div>
      {hasNextPage && (
        <Center mt="4" ref={end}>
          <Button
            variant="outline"
            loading={isFetchingNextPage}
            loadingText={t('ui.showMore')}
            onClick={() => void fetchNextPage()}
          >
            {t('ui.showMore')}
          </Button>
        </Center>
      )}
    </>
  )
}

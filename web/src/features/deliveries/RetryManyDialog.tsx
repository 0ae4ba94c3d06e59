import { Button, Checkbox, Field, Flex, Skeleton, Stack, Text } from '@chakra-ui/react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../language/inside.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { keepBulk } from './bulk.ts'
import { type FailureSearch, filterOf } from './filter.ts'
import { dryRunQuery, retryMany } from './queries.ts'
import { RetryPreview } from './RetryPreview.tsx'

interface RetryManyDialogProps {
  search: FailureSearch
  what: string
  startsWithUnknown: boolean
  onClose: () => void
}

/** Whom a bulk retry reaches and what it risks, before it is done. */
export default function RetryManyDialog({ search, what, startsWithUnknown, onClose }: RetryManyDialogProps) {
  const queryClient = useQueryClient()
  // What is confirmed is what was counted: the time does not move on between the two.
  const [filter] = useState(() => filterOf(search, Date.now()))
  const [includeUnknown, setIncludeUnknown] = useState(startsWithUnknown)
  const preview = useQuery({ ...dryRunQuery(filter, includeUnknown), placeholderData: keepPreviousData })
  const retry = useMutation({
    mutationFn: () => retryMany(filter, includeUnknown),
    onSuccess: (retried) => {
      keepBulk(queryClient, { what, filter, includeUnknown, ...retried, at: new Date().toISOString() })
      onClose()
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  })
  const count = preview.data?.count ?? 0
  return (
    <Modal title={t('deliveries.retry.title')} onClose={onClose}>
      <Stack gap="5">
        <Text>{what}</Text>
        <Field.Root>
          <Checkbox.Root
            checked={includeUnknown}
            onCheckedChange={({ checked }) => setIncludeUnknown(checked === true)}
          >
            <Checkbox.HiddenInput />
            <Checkbox.Control borderColor="border.control" />
            <Checkbox.Label>{t('deliveries.retry.includeUnknown')}</Checkbox.Label>
          </Checkbox.Root>
          <Field.HelperText>{t('deliveries.retry.includeUnknownHint')}</Field.HelperText>
        </Field.Root>
        {preview.isPending && <Skeleton height="16" aria-label={t('deliveries.retry.counting')} />}
        {preview.isError && <FailureNotice failure={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.data && <RetryPreview {...preview.data} isFading={preview.isPlaceholderData} />}
        {retry.isError && <FailureNotice failure={retry.error} />}
        <Flex gap="3" wrap="wrap">
          <Button
            disabled={count === 0 || preview.isPlaceholderData}
            loading={retry.isPending}
            onClick={() => retry.mutate()}
          >
            {t('deliveries.retry.confirm', { count })}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        </Flex>
      </Stack>
    </Modal>
  )
}

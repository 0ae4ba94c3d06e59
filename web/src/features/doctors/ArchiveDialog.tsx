import { Button, Flex, Skeleton, Stack, Text } from '@chakra-ui/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { t } from '../../language/inside.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { aheadCountQuery, archiveDoctor } from './queries.ts'

interface ArchiveDialogProps {
  doctor: { id: string; name: string }
  onClose: () => void
  onArchived: () => void
}

/** Says how many appointments stay before anything is done. */
export function ArchiveDialog({ doctor: { id, name }, onClose, onArchived }: ArchiveDialogProps) {
  const queryClient = useQueryClient()
  const ahead = useQuery(aheadCountQuery(id))
  const archive = useMutation({
    mutationFn: () => archiveDoctor(id),
    onSuccess: () => {
      toaster.create({ type: 'success', title: t('doctors.archive.done'), description: name })
      onArchived()
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['doctors'] }),
  })
  return (
    <Modal title={t('doctors.archive.title', { doctor: name })} onClose={onClose}>
      <Stack gap="4">
        <Text>{t('doctors.archive.body')}</Text>
        {ahead.isPending && <Skeleton height="6" />}
        {ahead.isError && <FailureNotice failure={ahead.error} onRetry={() => void ahead.refetch()} />}
        {ahead.isSuccess && <Text fontWeight="medium">{t('doctors.archive.stay', { count: ahead.data })}</Text>}
        {archive.isError && <FailureNotice failure={archive.error} />}
        <Flex gap="3" wrap="wrap">
          <Button
            colorPalette="red"
            disabled={!ahead.isSuccess}
            loading={archive.isPending}
            onClick={() => archive.mutate()}
          >
            {t('doctors.archive.confirm')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        </Flex>
      </Stack>
    </Modal>
  )
}

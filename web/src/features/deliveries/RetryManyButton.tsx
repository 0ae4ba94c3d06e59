import { Button } from '@chakra-ui/react'
import { RotateCcw } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { FailureGroup } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { FailureSearch } from './filter.ts'
import { causeInWords, isLasting } from './states.ts'

const RetryManyDialog = lazy(() => import('./RetryManyDialog.tsx'))

interface RetryManyButtonProps {
  search: FailureSearch
  /** The one cause that it is about; everything that the search finds when absent. */
  group?: FailureGroup
}

/** Opens the preview of a bulk retry: nothing is sent before it was seen. */
export function RetryManyButton({ search, group }: RetryManyButtonProps) {
  const [isOpen, setOpen] = useState(false)
  const cause = group && causeInWords(group.cause, group.meaning)
  return (
    <>
      <Button
        size="sm"
        variant={group && isLasting(group) ? 'ghost' : 'outline'}
        onClick={() => setOpen(true)}
        {...(cause && { 'aria-label': t('deliveries.retry.allOf', { cause }) })}
      >
        <RotateCcw aria-hidden />
        {group ? t('deliveries.retry.all') : t('deliveries.retry.shown')}
      </Button>
      {isOpen && (
        <Suspense>
          <RetryManyDialog
            search={search}
            what={cause ?? t('deliveries.retry.everything')}
            startsWithUnknown={group?.status === 'unknown'}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}

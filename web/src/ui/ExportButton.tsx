import { Button } from '@chakra-ui/react'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { downloadCsv } from '../api/csv.ts'
import type { CsvFile } from '../api/csv-file.ts'
import { inWords } from '../api/problem.ts'
import { t } from '../language/t.ts'
import { toaster } from './toaster.tsx'

interface ExportButtonProps {
  file: CsvFile
  disabled?: boolean
}

/** All of a list, with its filters, as a file for a spreadsheet. */
export function ExportButton({ file, disabled = false }: ExportButtonProps) {
  const download = useMutation({
    mutationFn: downloadCsv,
    onError: (failure) =>
      toaster.create({ type: 'error', title: t('ui.export.failed'), description: inWords(failure) }),
  })
  return (
    <Button
      size="xs"
      variant="ghost"
      colorPalette="gray"
      disabled={disabled}
      loading={download.isPending}
      loadingText={t('ui.export.running')}
      onClick={() => download.mutate(file)}
    >
      <Download aria-hidden />
      {t('ui.export.action')}
    </Button>
  )
}

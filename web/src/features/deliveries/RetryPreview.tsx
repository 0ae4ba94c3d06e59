import { Box, Text } from '@chakra-ui/react'
import { t } from '../../language/inside.ts'

interface RetryPreviewProps {
  count: number
  recipients: number
  possibleDuplicates: number
  /** The numbers are those of the question before. */
  isFading: boolean
}

/** What a bulk retry would do, in words. */
export const RetryPreview = ({ count, recipients, possibleDuplicates, isFading }: RetryPreviewProps) => (
  <Box
    role="status"
    aria-busy={isFading}
    borderWidth="1px"
    borderRadius="l2"
    bg="bg.subtle"
    p="4"
    opacity={isFading ? 0.6 : 1}
  >
    {count === 0 ? (
      <Text>{t('deliveries.retry.nothing')}</Text>
    ) : (
      <>
        <Text textStyle="lg" fontWeight="medium">
          {t('deliveries.retry.deliveries', { count })}
        </Text>
        <Text>{t('deliveries.retry.people', { count: recipients })}</Text>
        <Text mt="2" color={possibleDuplicates ? 'orange.fg' : 'fg.muted'}>
          {possibleDuplicates
            ? t('deliveries.retry.duplicates', { count: possibleDuplicates })
            : t('deliveries.retry.noDuplicates')}
        </Text>
      </>
    )}
  </Box>
)

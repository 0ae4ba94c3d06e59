import { Button, Flex, Stack, Text } from '@chakra-ui/react'
import { t } from '../language/t.ts'
import { Modal } from './Modal.tsx'

interface LeaveQuestionProps {
  onLeave: () => void
  onStay: () => void
}

/** Whether what was typed may be lost. */
export default function LeaveQuestion({ onLeave, onStay }: LeaveQuestionProps) {
  return (
    <Modal title={t('ui.leaving.title')} onClose={onStay}>
      <Stack gap="5">
        <Text>{t('ui.leaving.what')}</Text>
        <Flex gap="3" wrap="wrap">
          <Button onClick={onStay}>{t('ui.leaving.stay')}</Button>
          <Button variant="outline" color="fg.error" onClick={onLeave}>
            {t('ui.leaving.leave')}
          </Button>
        </Flex>
      </Stack>
    </Modal>
  )
}

import { Button, Flex, Text } from '@chakra-ui/react'
import { t } from '../../language/inside.ts'
import { Modal } from '../../ui/Modal.tsx'

interface RiskDialogProps {
  recipient: string
  isSending: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Nobody sends something twice without having been told. */
const RiskDialog = ({ recipient, isSending, onConfirm, onClose }: RiskDialogProps) => (
  <Modal title={t('deliveries.retry.oneTitle')} onClose={onClose}>
    <Text mb="5">{t('deliveries.retry.oneRisk', { name: recipient })}</Text>
    <Flex gap="3" wrap="wrap">
      <Button loading={isSending} onClick={onConfirm}>
        {t('deliveries.retry.oneConfirm')}
      </Button>
      <Button variant="ghost" onClick={onClose}>
        {t('ui.cancel')}
      </Button>
    </Flex>
  </Modal>
)

export default RiskDialog

import { Box } from '@chakra-ui/react'
import type { Notification } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Modal } from '../../ui/Modal.tsx'
import { AlertText } from './AlertText.tsx'
import { DeclineForm } from './DeclineForm.tsx'
import { HandOverForm } from './HandOverForm.tsx'
import { titleOf } from './written.ts'

interface AnswerDialogProps {
  form: 'decline' | 'hand-over'
  notification: Notification
  onClose: () => void
  onDone: () => void
}

/** The answers that need more than a click, over the words of the alert that they are about. */
export default function AnswerDialog({ form, notification, onClose, onDone }: AnswerDialogProps) {
  const isDecline = form === 'decline'
  const Fields = isDecline ? DeclineForm : HandOverForm
  const title = titleOf(notification)
  const answered = () => {
    onClose()
    onDone()
  }
  return (
    <Modal
      title={t(isDecline ? 'notifications.answer.notMineThis' : 'notifications.answer.handOverThis', { title })}
      onClose={onClose}
    >
      <Box mb="5">
        <AlertText notification={notification} />
      </Box>
      <Fields id={notification.id} onDone={answered} onLeave={onClose} />
    </Modal>
  )
}

import { t } from '../../language/inside.ts'
import { Modal } from '../../ui/Modal.tsx'
import { DeclineForm } from './DeclineForm.tsx'
import { HandOverForm } from './HandOverForm.tsx'

interface AnswerDialogProps {
  form: 'decline' | 'hand-over'
  id: string
  onClose: () => void
  onDone: () => void
}

/** The answers that need more than a click. */
export default function AnswerDialog({ form, id, onClose, onDone }: AnswerDialogProps) {
  const answered = () => {
    onClose()
    onDone()
  }
  return form === 'decline' ? (
    <Modal title={t('notifications.decline.title')} onClose={onClose}>
      <DeclineForm id={id} onDone={answered} onLeave={onClose} />
    </Modal>
  ) : (
    <Modal title={t('notifications.handOver.title')} onClose={onClose}>
      <HandOverForm id={id} onDone={answered} onLeave={onClose} />
    </Modal>
  )
}

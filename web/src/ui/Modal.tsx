import { CloseButton, Dialog } from '@chakra-ui/react'
import type { ReactNode } from 'react'
import { t } from '../language/t.ts'

interface ModalProps {
  title: string
  /** Called when it is dismissed; a modal is on screen for as long as it is rendered. Without it, only its own buttons end it. */
  onClose?: () => void
  /** What is behind it is not for whoever stands in front of the screen now. */
  veiled?: boolean
  children: ReactNode
}

/** The one dialog. What opens inside it must not be portalled, or it opens behind. */
export const Modal = ({ title, onClose, veiled, children }: ModalProps) => (
  <Dialog.Root
    open
    onOpenChange={({ open }) => open || onClose?.()}
    closeOnInteractOutside={Boolean(onClose)}
    closeOnEscape={Boolean(onClose)}
    placement="center"
    scrollBehavior="inside"
  >
    <Dialog.Backdrop {...(veiled && { backdropFilter: 'blur(12px)' })} />
    <Dialog.Positioner px="4">
      <Dialog.Content>
        <Dialog.Header>
          <Dialog.Title fontFamily="heading" textStyle="xl" fontWeight="500">
            {title}
          </Dialog.Title>
        </Dialog.Header>
        {/* Focusable, because a long form scrolls and has to with the keyboard too (axe: scrollable-region-focusable). */}
        <Dialog.Body pb="6" tabIndex={0} outline="none">
          {children}
        </Dialog.Body>
        {onClose && (
          <Dialog.CloseTrigger asChild>
            <CloseButton size="sm" aria-label={t('ui.close')} />
          </Dialog.CloseTrigger>
        )}
      </Dialog.Content>
    </Dialog.Positioner>
  </Dialog.Root>
)

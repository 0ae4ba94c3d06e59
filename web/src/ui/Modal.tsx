import { CloseButton, Dialog } from '@chakra-ui/react'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { t } from '../language/t.ts'
import { UnsavedWork } from './unsaved-work.ts'

const LeaveQuestion = lazy(() => import('./LeaveQuestion.tsx'))

interface ModalProps {
  title: string
  /** Called when it is dismissed; a modal is on screen for as long as it is rendered. Without it, only its own buttons end it. */
  onClose?: () => void
  /** What is behind it is not for whoever stands in front of the screen now. */
  veiled?: boolean
  /** Begins in its first field rather than at its top: for whoever opened it to write. */
  startsInForm?: boolean
  children: ReactNode
}

/** The one dialog. What opens inside it must not be portalled, or it opens behind. */
export function Modal({ title, onClose, veiled, startsInForm, children }: ModalProps) {
  const content = useRef<HTMLDivElement>(null)
  const unsaved = useRef(false)
  const [isAsking, setAsking] = useState(false)
  const dismiss = () => (unsaved.current ? setAsking(true) : onClose?.())
  const firstField = () => content.current?.querySelector<HTMLElement>('input') ?? null
  return (
    <UnsavedWork value={unsaved}>
      <Dialog.Root
        open
        onOpenChange={({ open }) => open || dismiss()}
        closeOnInteractOutside={Boolean(onClose)}
        closeOnEscape={Boolean(onClose)}
        // A dialog that closed just before gives focus back a moment late: that dismisses nothing.
        onFocusOutside={(event) => event.preventDefault()}
        placement="center"
        scrollBehavior="inside"
        {...(startsInForm && { initialFocusEl: firstField })}
      >
        <Dialog.Backdrop {...(veiled && { backdropFilter: 'blur(12px)' })} />
        <Dialog.Positioner px="4">
          {/* A phone has no room to leave around it. */}
          <Dialog.Content ref={content} maxH={{ base: 'calc(100% - 2rem)', md: 'calc(100% - 7.5rem)' }}>
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
      {isAsking && onClose && (
        <Suspense>
          <LeaveQuestion onLeave={onClose} onStay={() => setAsking(false)} />
        </Suspense>
      )}
    </UnsavedWork>
  )
}

import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { storedSwitch } from '../../ui/stored-switch.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { isOverlayOpen, keepForPalette, openPalette } from './overlay.ts'
import { press, type Shortcut, shortcutsFor } from './shortcuts.ts'

/** Single keys get in the way of speech input, so that they can be switched off (WCAG 2.1.4). */
export const shortcutSwitch = storedSwitch('wardline-shortcuts', true)

/** How long a first key waits for its second. */
const patienceMs = 1500

/** Where a letter is text, or chooses something. */
const takesLetters =
  'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox], [role=combobox]'

const isForThePage = ({ target, altKey, ctrlKey, metaKey, isComposing, defaultPrevented }: KeyboardEvent) =>
  !(altKey || ctrlKey || metaKey || isComposing || defaultPrevented) &&
  !(target instanceof Element && target.closest(takesLetters))

const isPalette = ({ key, altKey, shiftKey, ctrlKey, metaKey }: KeyboardEvent) =>
  key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !shiftKey

/** Listens for the shortcuts of whoever is signed in. Ctrl K works while typing too, and is never switched off. */
export function useShortcuts(): void {
  const navigate = useNavigate()
  const { role } = useSignedIn().user
  useEffect(() => {
    const until = new AbortController()
    const shortcuts = shortcutsFor(role)
    let pending = ''
    let pressedAt = 0
    const run = ({ run }: Shortcut) => ('to' in run ? void navigate({ to: run.to }) : run.open())
    const onKey = (event: KeyboardEvent) => {
      if (isPalette(event)) {
        event.preventDefault()
        openPalette()
        return
      }
      if (!shortcutSwitch.get() || isOverlayOpen() || !isForThePage(event)) return
      const before = event.timeStamp - pressedAt < patienceMs ? pending : ''
      const pressed = press(shortcuts, before, event.key)
      pending = pressed.pending
      pressedAt = event.timeStamp
      if (!pressed.shortcut) return
      event.preventDefault()
      run(pressed.shortcut)
    }
    window.addEventListener('keydown', keepForPalette, { signal: until.signal, capture: true })
    window.addEventListener('keydown', onKey, { signal: until.signal })
    return () => until.abort()
  }, [navigate, role])
}

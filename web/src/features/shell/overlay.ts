import { createStore } from '../../ui/store.ts'

/** Loaded when it is likely to be wanted: what is typed meanwhile is kept, but nobody sees it. */
export const preloadPalette = () => import('../palette/Palette.tsx')

/** What lies over the page, opened from anywhere by button or key. */
const overlay = createStore<'palette' | 'shortcuts' | undefined>(undefined)

/** What has been typed into the palette, be it there yet or not. */
const typed = createStore('')

/** Asked for, but its field has not the focus yet. */
let isOnItsWay = false

export const openPalette = (): void => {
  if (overlay.get() === 'palette') return
  typed.set('')
  isOnItsWay = true
  overlay.set('palette')
}
export const openShortcuts = (): void => overlay.set('shortcuts')
export const closeOverlay = (): void => {
  isOnItsWay = false
  overlay.set(undefined)
}
export const isOverlayOpen = (): boolean => overlay.get() !== undefined
export const useOverlay = overlay.use
export const useTyped = typed.use
export const setTyped = typed.set

/** The palette's field has the focus, and goes on where the typing was. */
export function takeOver(field: HTMLInputElement): void {
  if (isOnItsWay) field.setSelectionRange(field.value.length, field.value.length)
  isOnItsWay = false
}

const edited = (text: string, key: string) => {
  if (key === 'Backspace') return text.slice(0, -1)
  return key.length === 1 ? text + key : text
}

/**
 * Keeps what is typed between the key that opens the palette and its field: no letter may be lost, nor land in the page
 * behind. To listen with before that page does.
 */
export function keepForPalette(event: KeyboardEvent): void {
  const { key, altKey, ctrlKey, metaKey } = event
  const isText = key.length === 1 || ['Backspace', 'Delete', 'Enter', 'Tab', 'Escape'].includes(key)
  if (!isOnItsWay || !isText || altKey || ctrlKey || metaKey) return
  event.preventDefault()
  event.stopPropagation()
  if (key === 'Escape') closeOverlay()
  else typed.set(edited(typed.get(), key))
}

import { createStore } from '../../ui/store.ts'

/** What lies over the page, opened from anywhere by button or key. */
const overlay = createStore<'palette' | 'shortcuts' | undefined>(undefined)

export const openPalette = (): void => overlay.set('palette')
export const openShortcuts = (): void => overlay.set('shortcuts')
export const closeOverlay = (): void => overlay.set(undefined)
export const useOverlay = overlay.use

import { createStore } from '../../ui/store.ts'

/** Loaded when it is likely to be wanted, so that nobody types into nothing. */
export const preloadPalette = () => import('../palette/Palette.tsx')

/** What lies over the page, opened from anywhere by button or key. */
const overlay = createStore<'palette' | 'shortcuts' | undefined>(undefined)

export const openPalette = (): void => overlay.set('palette')
export const openShortcuts = (): void => overlay.set('shortcuts')
export const closeOverlay = (): void => overlay.set(undefined)
/** On its way counts: what is typed meanwhile is meant for it. */
export const isOverlayOpen = (): boolean => overlay.get() !== undefined
export const useOverlay = overlay.use

import { lazy, Suspense } from 'react'
import { closeOverlay, preloadPalette, useOverlay } from './overlay.ts'
import { useShortcuts } from './use-shortcuts.ts'

const Palette = lazy(preloadPalette)
const ShortcutSheet = lazy(() => import('./ShortcutSheet.tsx'))

/** What keys and the header open over any page. */
export function Overlay() {
  useShortcuts()
  const open = useOverlay()
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <Palette onClose={closeOverlay} />}
      {open === 'shortcuts' && <ShortcutSheet onClose={closeOverlay} />}
    </Suspense>
  )
}

import { useSyncExternalStore } from 'react'

type ColorMode = 'light' | 'dark'

const key = 'wardline-colours'
const inTheDark = '(prefers-color-scheme: dark)'
const listeners = new Set<() => void>()

const preferred = (): ColorMode => {
  const chosen = localStorage.getItem(key)
  if (chosen === 'light' || chosen === 'dark') return chosen
  return matchMedia(inTheDark).matches ? 'dark' : 'light'
}

const current = (): ColorMode => (document.documentElement.classList.contains('dark') ? 'dark' : 'light')

function applyColorMode(mode: ColorMode): void {
  document.documentElement.classList.toggle('dark', mode === 'dark')
  document.documentElement.classList.toggle('light', mode === 'light')
  document.documentElement.style.colorScheme = mode
  for (const listener of listeners) listener()
}

/** Called before the first paint of the app, so that nobody on night shift is flashed at. A device changes at dusk. */
export function startColorMode(): void {
  applyColorMode(preferred())
  matchMedia(inTheDark).addEventListener('change', () => applyColorMode(preferred()))
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useColorMode() {
  const mode = useSyncExternalStore(subscribe, current)
  const toggle = () => {
    const next = mode === 'dark' ? 'light' : 'dark'
    localStorage.setItem(key, next)
    applyColorMode(next)
  }
  return { mode, toggle }
}

import { may, type Role } from '@wardline/kit/permissions'
import { t } from '../../language/inside.ts'
import { openPalette, openShortcuts } from './overlay.ts'
import { menuFor } from './pages.ts'

type Destination = ReturnType<typeof menuFor>[number]['to'] | '/appointments/new' | '/patients/new' | '/walk-in'

/** A key, or two one after the other, and what it does. The sheet of help and the handler read the same table. */
export interface Shortcut {
  /** `event.key` of each, with a space between. */
  keys: string
  label: string
  group: 'go' | 'do'
  run: { to: Destination } | { open: () => void }
}

/** The ones that lead somewhere a role may go. */
export function shortcutsFor(role: Role): Shortcut[] {
  const pages = menuFor(role).map(
    ({ to, letter, label }): Shortcut => ({
      keys: `g ${letter}`,
      ...{ label, group: 'go', run: { to } },
    }),
  )
  const create: Shortcut[] = [
    { keys: 'n', label: t('palette.newAppointment'), group: 'do', run: { to: '/appointments/new' } },
    ...(may(role, 'appointment.create') === 'any'
      ? [{ keys: 'w', label: t('palette.walkIn'), group: 'do', run: { to: '/walk-in' } } as const]
      : []),
    ...(may(role, 'patient.create')
      ? [{ keys: 'r', label: t('palette.registerPatient'), group: 'do', run: { to: '/patients/new' } } as const]
      : []),
  ]
  return [
    ...create,
    { keys: '/', label: t('palette.search'), group: 'do', run: { open: openPalette } },
    { keys: '?', label: t('palette.help'), group: 'do', run: { open: openShortcuts } },
    ...pages,
  ]
}

interface Pressed {
  /** What was pressed so far of a longer shortcut. */
  pending: string
  shortcut?: Shortcut
}

/** What a key means after those pressed before it. Pure. */
export function press(shortcuts: readonly Shortcut[], pending: string, key: string): Pressed {
  const pressed = pending ? `${pending} ${key}` : key
  const shortcut = shortcuts.find(({ keys }) => keys === pressed)
  if (shortcut) return { pending: '', shortcut }
  if (shortcuts.some(({ keys }) => keys.startsWith(`${pressed} `))) return { pending: pressed }
  return pending ? press(shortcuts, '', key) : { pending: '' }
}

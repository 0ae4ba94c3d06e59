import { storedSwitch } from '../ui/stored-switch.ts'

/** What somebody chose for this computer in their preferences. Both are off until then. */
export const desktopSwitch = storedSwitch('wardline-desktop-notifications', false)
export const soundSwitch = storedSwitch('wardline-sound', false)

/** `unsupported` where the browser has none, or has none on a page without https. */
type Permission = NotificationPermission | 'unsupported'

export const desktopPermission = (): Permission => ('Notification' in window ? Notification.permission : 'unsupported')

/** Asks the person, who must have just clicked: browsers refuse for ever where a page asks by itself. */
export const askForDesktop = async (): Promise<Permission> =>
  'Notification' in window ? Notification.requestPermission() : 'unsupported'

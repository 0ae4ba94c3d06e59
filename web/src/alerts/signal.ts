import type { Notification } from '../api/records.ts'
import { t } from '../language/inside.ts'
import { desktopPermission, desktopSwitch, soundSwitch } from './choices.ts'
import { ring } from './sound.ts'

type Told = Pick<Notification, 'id' | 'severity' | 'ack'>

interface Circumstances {
  wantsDesktop: boolean
  wantsSound: boolean
  isVisible: boolean
}

/** Whether it asks for an answer, so that it must be heard even by whoever looks at Wardline. Pure. */
const isUrgent = ({ severity, ack }: Told) => severity === 'critical' || (ack !== null && !ack.at)

/** What this tab has to do so that somebody notices. Pure. */
export function signalsOf(told: Told, { wantsDesktop, wantsSound, isVisible }: Circumstances) {
  return { sound: wantsSound && isUrgent(told), desktop: wantsDesktop && (isUrgent(told) || !isVisible) }
}

/** A tab that is looked at goes first: where it has nothing to do, neither has one behind it. */
const politenessMs = 300
const holdMs = 5_000
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Runs work in one tab of the browser only, whichever asks first. Without locks each tab works for itself. */
function once(name: string, work: () => void): void {
  if (!navigator.locks) {
    work()
    return
  }
  void navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (!lock) return
    work()
    await pause(holdMs)
  })
}

/** Anybody may stand beside the screen: neither what it says nor whom it is about. */
function showOnDesktop({ id, severity }: Told, onOpen: () => void): void {
  if (desktopPermission() !== 'granted') return
  const isCritical = severity === 'critical'
  const text = isCritical ? t('notifications.desktop.critical') : t('notifications.desktop.message')
  const shown = new Notification('Wardline', {
    body: text,
    tag: id,
    requireInteraction: isCritical,
    icon: '/app/mark.svg',
    silent: soundSwitch.get(),
  })
  shown.onclick = () => {
    window.focus()
    onOpen()
    shown.close()
  }
}

/** Shows what such a notification looks like. */
export function showSample(): void {
  const shown = new Notification('Wardline', { body: t('notifications.desktop.try'), icon: '/app/mark.svg' })
  shown.onclick = () => shown.close()
}

/** Rings and shows a desktop notification, as far as somebody chose it here; one tab does for all. */
export async function signalFor(told: Told, onOpen: () => void): Promise<void> {
  const isVisible = document.visibilityState === 'visible'
  const wanted = { wantsDesktop: desktopSwitch.get(), wantsSound: soundSwitch.get(), isVisible }
  if (!wanted.wantsDesktop && !wanted.wantsSound) return
  if (!isVisible) await pause(politenessMs)
  const { sound, desktop } = signalsOf(told, wanted)
  once(`wardline-shown-${told.id}`, () => desktop && showOnDesktop(told, onOpen))
  // A tab that nobody has touched cannot ring, and must not take the turn of one that can.
  if (sound && navigator.userActivation?.hasBeenActive) once('wardline-ringing', () => void ring())
}

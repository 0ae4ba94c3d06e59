import type { LucideIcon } from 'lucide-react'

export type Group = 'recent' | 'patients' | 'doctors' | 'pages' | 'actions'

/** Something the palette can do. */
export interface Command {
  id: string
  group: Group
  label: string
  detail?: string | undefined
  icon: LucideIcon
  /** The shortcut that does the same, shown beside it. */
  keys?: string | undefined
  run: () => void
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()

/** How well a label answers what was typed: the beginning of it, the beginning of a word in it, or none. */
function rankOf(label: string, text: string): number {
  const [name, wanted] = [plain(label), plain(text.trim())]
  if (name.startsWith(wanted)) return 0
  if (wanted.split(/\s+/).every((word) => name.split(/\s+/).some((own) => own.startsWith(word)))) return 1
  return Number.POSITIVE_INFINITY
}

/** Commands that answer what was typed, whatever its accents and the order of its words; the best first. Pure. */
export const matching = (commands: readonly Command[], text: string): Command[] =>
  commands
    .map((command) => ({ command, rank: rankOf(command.label, text) }))
    .filter(({ rank }) => rank !== Number.POSITIVE_INFINITY)
    .sort((one, other) => one.rank - other.rank)
    .map(({ command }) => command)

/** Where an arrow key leads in a list that goes round. Pure. */
export function nextPlace(key: string, place: number, length: number): number | undefined {
  if (length === 0) return undefined
  if (key === 'ArrowDown') return (place + 1) % length
  if (key === 'ArrowUp') return (place - 1 + length) % length
  return undefined
}

/** Patients whose pages somebody had open last, by id alone: names stay out of a shared computer's storage. */
const keyFor = (userId: string) => `wardline-recent-patients-${userId}`
const most = 5

const visited = /\/patients\/([0-9a-f]{8}-[0-9a-f-]{27})/

/** The newest first, each once. Pure. */
export const remember = (ids: readonly string[], id: string): string[] =>
  [id, ...ids.filter((one) => one !== id)].slice(0, most)

const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((id) => typeof id === 'string')

export function recentPatients(userId: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyFor(userId)) ?? '[]')
    return isList(kept) ? kept : []
  } catch {
    return []
  }
}

/** Takes note of a patient's page, if this is one. */
export function noteVisit(userId: string, path: string): void {
  const id = visited.exec(path)?.[1]
  if (id) localStorage.setItem(keyFor(userId), JSON.stringify(remember(recentPatients(userId), id)))
}

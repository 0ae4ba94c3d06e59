const keyOf = (userId: string) => `wardline-looked-at-bookings-${userId}`

/** When somebody last looked at their new bookings on this computer; for who never did, since yesterday. */
export function lookedAtOf(userId: string): string {
  const dayMs = 86_400_000
  return localStorage.getItem(keyOf(userId)) ?? new Date(Date.now() - dayMs).toISOString()
}

export const rememberLooked = (userId: string, at: string): void => localStorage.setItem(keyOf(userId), at)

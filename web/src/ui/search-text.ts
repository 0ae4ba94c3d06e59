/** The search of a list, kept in the address so that it can be shared and survives a reload. */
export const searchText = ({ q }: Record<string, unknown>): { q?: string } => {
  // The router reads ?q=1980 as a number.
  const text = typeof q === 'number' ? String(q) : q
  return typeof text === 'string' && text.trim() ? { q: text } : {}
}

/** The names in what was typed into a search, given name first; digits were an MRN, a telephone number or a date. */
export function namesIn(typed: string | undefined): { givenName?: string; familyName?: string } {
  if (!typed || /\d/.test(typed)) return {}
  const [givenName = '', ...rest] = typed.trim().split(/\s+/)
  return { givenName, familyName: rest.join(' ') }
}

/** What every page behind the log-in needs: one file, fetched while it is asked who is there. */
export const loadInside = () => import('./inside.tsx')

import { SessionGate } from './features/auth/SessionGate.tsx'
import { AppShell } from './features/shell/AppShell.tsx'

export { beginAlerts } from './features/notifications/queries.ts'
export { beginHome } from './features/today/begin.ts'

/** What stands around every page behind the log-in. */
export const Layout = () => (
  <SessionGate>
    <AppShell />
  </SessionGate>
)

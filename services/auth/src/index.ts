import type { AccessSigner } from '@wardline/kit/identity'
import { assertPermitted, createApp, type ServiceDeps } from '@wardline/kit/service'

export interface AuthDeps extends ServiceDeps {
  signAccess: AccessSigner
}

/** Accounts and sessions. */
export function createAuthService(deps: AuthDeps) {
  return assertPermitted(createApp(deps))
}

export type AuthApi = ReturnType<typeof createAuthService>

import { createAccessSigner } from '@wardline/kit/identity'
import type { ServiceDeps } from '@wardline/kit/service'
import { ensureAdministrator } from './administrator.ts'
import { createAuthService } from './index.ts'

/** The auth service with what it alone has: the key that signs access tokens, and a first administrator to sign in as. */
export async function startAuthService(deps: ServiceDeps) {
  const { config, clock } = deps
  const signAccess = await createAccessSigner(config.keys, clock)
  if (config.administrator) await ensureAdministrator(deps, config.administrator)
  return createAuthService({ ...deps, signAccess })
}

import { startPostgres } from '@wardline/db/embedded'
import { readLaunchConfig } from '@wardline/kit/config'
import { loadSecrets } from './secrets.ts'

/**
 * Takes over the embedded Postgres, or starts it, and ends when that does: starting both again is the supervisor's.
 * Postgres itself outlives this process, since the others still need it to finish.
 */
process.on('disconnect', () => process.exit())
const { dataDir } = readLaunchConfig(process.env)
const { ownerPassword: password } = await loadSecrets(dataDir)
const postgres = await startPostgres({ dataDir, password, port: Number(process.argv[2]) })
process.send?.('ready')
await postgres.ended()
process.exit(1)

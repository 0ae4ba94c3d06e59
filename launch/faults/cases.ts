import { aftermathCases } from './aftermath.ts'
import { alertCases } from './alerts.ts'
import { busCases } from './bus.ts'
import { engineCases } from './engines.ts'
import { fleetCases } from './fleet.ts'
import { gatewayCases } from './gateways.ts'
import { readerCases } from './readers.ts'
import { sessionCases } from './sessions.ts'
import type { Case } from './stage.ts'
import { workerCases } from './workers.ts'

export const cases: readonly Case[] = [
  ...workerCases,
  ...engineCases,
  ...gatewayCases,
  ...readerCases,
  ...busCases,
  ...sessionCases,
  ...alertCases,
  ...fleetCases,
  ...aftermathCases,
]

import { type Config, ConfigError, readConfig } from '@wardline/kit/config'
import { parts } from '@wardline/kit/parts'
import { visitScenes } from './appointments.ts'
import { staffClinic } from './clinic.ts'
import { openHospital } from './hosting.ts'
import { notificationScenes } from './notifications.ts'
import {
  enterDoctors,
  isEmpty,
  openAccounts,
  openedDaysAgo,
  registeredUntilDaysAgo,
  registerPatients,
} from './people.ts'
import { seeded } from './random.ts'
import { playAll } from './scene.ts'
import { readSynthea } from './synthea.ts'
import { planVisits } from './visits.ts'

const seed = 20261122
const day = 24 * 3600_000

/**
 * Fills an empty hospital with the demo: people of the Synthea files, a fortnight of visits around `now`, notifications in every state.
 * Everything goes through the services' own code at the time when it would have happened. Returns false where there is somebody already.
 */
export async function fillDemo(config: Config, now: Date): Promise<boolean> {
  const hospital = await openHospital(config, new Date(now.getTime() - openedDaysAgo * day))
  try {
    if (!(await isEmpty(hospital))) return false
    const moment = { now, timeZone: config.hospitalTz }
    const random = seeded(seed)
    const synthea = await readSynthea()
    const clinic = staffClinic(synthea.practitioners, now, config.hospitalTz)
    const visits = planVisits(clinic, synthea.patients, moment, random)
    const actors = await openAccounts(hospital, now)
    hospital.clock.set(new Date(now.getTime() - registeredUntilDaysAgo * day))
    const [doctors, patients] = await Promise.all([
      enterDoctors(hospital, clinic, actors, now),
      registerPatients(hospital, synthea.patients, actors, now),
    ])
    await hospital.settle()
    const told = notificationScenes(hospital, actors, now)
    const people = { actors, doctors, patients }
    const cuts = told.map(({ at }) => at)
    await playAll([...visitScenes(hospital, visits, people, moment, random, cuts), ...told])
    await hospital.settle()
    return true
  } finally {
    await hospital.close()
  }
}

if (import.meta.main) {
  // Whoever started this is gone: the next start must not find it still filling.
  process.on('disconnect', () => process.exit(1))
  try {
    await fillDemo(readConfig(process.env, parts), new Date())
    process.exit(0)
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error)
    process.exit(1)
  }
}

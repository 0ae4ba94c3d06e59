import { type HospitalClock, hospitalClock } from '../../time/zone.ts'

const browserZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

/**
 * What the clock shows at that moment where somebody is, or undefined where it shows what the hospital's does.
 * @param zone IANA name
 */
export function whereTheyAre(
  hospital: HospitalClock,
  instant: string,
  zone: string = browserZone(),
): { moment: string; zone: string } | undefined {
  const own = hospitalClock(zone)
  const moment = own.dayAndClock(instant)
  return moment === hospital.dayAndClock(instant) ? undefined : { moment, zone }
}

import { ago } from '../../time/zone.ts'
import { useSignedIn } from '../auth/signed-in.ts'

/** When something failed, by the weekday where that is near: a weekend is looked through on Monday. */
export function When({ at }: { at: string }) {
  const { clock } = useSignedIn()
  return <time dateTime={at}>{ago(clock, at, Date.now())}</time>
}

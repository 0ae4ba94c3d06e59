import { useSignedIn } from '../auth/signed-in.ts'

/** A day and time on the hospital's clock. */
export function Moment({ at }: { at: string }) {
  const { clock } = useSignedIn()
  return <time dateTime={at}>{clock.dayAndClock(at)}</time>
}

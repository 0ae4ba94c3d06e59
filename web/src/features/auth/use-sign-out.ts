import { useRouteContext } from '@tanstack/react-router'
import { inWords } from '../../api/problem.ts'
import { t } from '../../language/t.ts'
import { toaster } from '../../ui/toaster.tsx'
import { sendDelayed } from '../appointments/delayed.ts'

/** Being signed out is what brings the login page back. */
export function useSignOut() {
  const session = useRouteContext({ from: '__root__', select: (context) => context.session })
  return () => {
    void sendDelayed()
      .then(session.signOut)
      .catch((failure) => {
        toaster.create({ type: 'error', title: t('auth.stillSignedIn'), description: inWords(failure) })
      })
  }
}

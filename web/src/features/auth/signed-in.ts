import { useRouteContext } from '@tanstack/react-router'

/** Who is signed in and the hospital's clock: both are known before any page behind the login is shown. */
export const useSignedIn = () => useRouteContext({ from: '/_app', select: ({ user, clock }) => ({ user, clock }) })

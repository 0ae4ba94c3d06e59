/** What a refusal means to the person in front of the screen, by its kind; a kind that is not here is told in the server's words. */
export default {
  unreachable: 'Wardline can’t be reached just now. Check the connection and try again; nothing was lost.',
  unauthenticated: 'Your session has ended. Sign in again; nothing you saved was lost.',
  forbidden: 'Your role does not allow this. An administrator can do it, or change your role.',
  'not-found': 'This isn’t here. It may have been removed, or it is not yours to see.',
  stale: 'Someone else changed this while you were looking at it. Look at the new version, then try again.',
  'rate-limited': 'That was a lot of requests in a short time. Wait a moment, then try again.',
  'in-progress': 'This is already being saved. Give it a moment.',
  unavailable: 'Wardline can’t be reached just now. Check the connection and try again; nothing was lost.',
} as const

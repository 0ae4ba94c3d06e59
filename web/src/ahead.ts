import { session } from './api/client.ts'
import { hospitalQuery } from './api/hospital.ts'
import { queryClient } from './api/query-client.ts'
import { insideWords } from './language/t.ts'
import { loadInside } from './load-inside.ts'

// Imported before all else, so that what pages wait for is on its way while the rest of the app is made ready.
// What fails here is asked for again by the page, which says so.
const isBehindLogin = !/\/(?:login|register)$/.test(location.pathname)

session.resume().catch(() => {})
if (isBehindLogin) {
  void queryClient.prefetchQuery(hospitalQuery)
  insideWords().catch(() => {})
  loadInside().catch(() => {})
}

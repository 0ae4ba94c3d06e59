import { authorisedFetch } from './client.ts'
import { addressOf, type CsvFile } from './csv-file.ts'
import { toApiError } from './problem.ts'

/** Spreadsheets take a file without it for one in the computer's own alphabet, and spoil every accent. */
const byteOrderMark = '\ufeff'

/** Saves a whole list. A link could not: the token is in memory alone, and no browser would send it along. */
export async function downloadCsv(file: CsvFile): Promise<void> {
  const response = await authorisedFetch(addressOf(file), { headers: { accept: 'text/csv' } })
  if (!response.ok) throw toApiError(await response.json().catch(() => null))
  const url = URL.createObjectURL(new Blob([byteOrderMark, await response.blob()], { type: 'text/csv' }))
  Object.assign(document.createElement('a'), { href: url, download: `${file.name}.csv` }).click()
  // Not before the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

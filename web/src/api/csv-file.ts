/** A list of the gateway as a file. */
export interface CsvFile {
  /** As in the API: `/patients`. */
  path: string
  /** The filters of the list; what is undefined is none. */
  query?: object
  /** Without its ending. */
  name: string
}

/** The filters of a list as its address writes them: a field of several values comes several times. */
export function addressOf({ path, query = {} }: Pick<CsvFile, 'path' | 'query'>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().flatMap((each) => (each === undefined || each === '' ? [] : [[name, String(each)]])),
  )
  return pairs.length ? `${path}?${new URLSearchParams(pairs)}` : path
}

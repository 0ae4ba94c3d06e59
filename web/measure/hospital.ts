const given = process.env.BASE_URL
if (!given) throw new Error('BASE_URL names the running hospital; `bun run sizes` and the like start one and set it.')

/** The hospital that is measured. */
export const baseURL: string = given

/** A table on the terminal, the first column to the left. */
export function print(rows: string[][]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[0] ?? 0)))
        .join('   '),
    )
}

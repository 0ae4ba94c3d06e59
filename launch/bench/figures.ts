/** One line of the table at the end. */
interface Figure {
  name: string
  value: string
  target: string
  reached: boolean
}

/** The figures of one run, and whether each reached what it has to. */
export function createFigures() {
  const figures: Figure[] = []
  return {
    report(name: string, value: number, unit: string, target: string, reached: boolean): void {
      figures.push({ name, value: `${value.toFixed(value < 1 ? 3 : 1)}${unit}`, target, reached })
    },
    /** Prints the table; false when a target was missed. */
    print(): boolean {
      for (const { name, value, target, reached } of figures)
        console.log(`${reached ? ' ok  ' : 'MISS '} ${name.padEnd(58)} ${value.padStart(10)}  ${target}`)
      return figures.every(({ reached }) => reached)
    },
  }
}
export type Figures = ReturnType<typeof createFigures>

export const percentile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] as number

export const median = (values: number[]) => percentile(values, 0.5)

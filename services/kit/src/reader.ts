/** A value that is missing or malformed. Its message names every such variable; the start stops there. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

export type Environment = Record<string, string | undefined>

/** Reads single variables. Collects every complaint, so that one failed start names them all. */
export function reader(env: Environment) {
  const complaints: string[] = []
  const given = (name: string): string | undefined => env[name]?.trim() || undefined
  const complain = <T>(complaint: string, instead: T): T => {
    complaints.push(complaint)
    return instead
  }
  return {
    complaints,
    complain,
    given,
    text: (name: string, fallback?: string): string => given(name) ?? fallback ?? complain(`${name} is required`, ''),
    integer(name: string, fallback: number, minimum: number, maximum: number): number {
      const text = given(name)
      if (text === undefined) return fallback
      const value = Number(text)
      if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value
      return complain(`${name} must be a whole number from ${minimum} to ${maximum}, not “${text}”`, fallback)
    },
    flag(name: string, fallback: boolean): boolean {
      const text = given(name)
      if (text === undefined) return fallback
      if (text === '1' || text === 'true') return true
      if (text === '0' || text === 'false') return false
      return complain(`${name} must be 0 or 1, not “${text}”`, fallback)
    },
    url(name: string, protocols: string[], fallback?: string): string | undefined {
      const text = given(name)
      if (text === undefined) return fallback
      const protocol = URL.canParse(text) ? new URL(text).protocol.slice(0, -1) : undefined
      if (protocol && protocols.includes(protocol)) return text
      return complain(
        `${name} must be a URL that begins with ${protocols.map((p) => `${p}://`).join(' or ')}`,
        fallback,
      )
    },
    done<T>(config: T): T {
      if (complaints.length)
        throw new ConfigError(`Wardline cannot start:\n${complaints.map((each) => `  - ${each}`).join('\n')}`)
      return config
    },
  }
}

export type Reader = ReturnType<typeof reader>

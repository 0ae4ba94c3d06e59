/** A person's name as people say it. */
export const fullName = (given: string, family: string): string => `${given} ${family}`

import type refusals from '../language/en/refusals.ts'
import { t } from '../language/t.ts'

type Rule = keyof typeof refusals

/** What the server says when a field breaks a rule. It says so to programs, in English; what is named in it is named again to people. */
const rules: Record<Rule, RegExp> = {
  required: /is required\.$/,
  blank: /must not be (?:blank|empty)\b/,
  short: /must have at least (?<least>\d+) characters/,
  long: /must have at most (?<most>\d+) characters/,
  entries: /must have at most (?<most>\d+) entries/,
  email: /must be an e-mail address/,
  phone: /must be a phone number/,
  date: /must be a date that exists/,
  instant: /must be an instant|must both be dates/,
  time: /must be a time of day/,
  address: /must be an http\(s\) address|must be a URL/,
  secret: /must be whsec_/,
  choice: /must be one of|must be an id/,
  range: /must be a (?:whole )?number from (?<from>-?\d+) to (?<to>\d+)/,
  number: /must be a (?:whole )?number\.$/,
  form: /does not have the right form|must be (?:text|true or false|a list|an object)\.$|is not valid\.$/,
  noUser: /^There is no such user/,
  disabledUser: /^This account is disabled/,
  noPatientUser: /^Only an account with the role patient/,
  noDoctorUser: /^Only an account with the role doctor/,
  patientsUser: /^This account is linked to another patient/,
  doctorsUser: /^This account belongs to another doctor/,
  noColleague: /must be a colleague/,
  yourself: /is yourself/,
  noPatient: /^There is no such patient/,
  archivedPatient: /^This patient’s record is archived/,
  noDoctor: /^There is no such doctor/,
  archivedDoctor: /^This doctor no longer takes appointments/,
  bornLater: /^The birth date lies in the future/,
  bornEarly: /^Nobody alive was born before/,
  hoursReversed: /the hours (?<from>[\d:]+)–(?<to>[\d:]+) end before they begin/,
  hoursOverlap: /two of the hours overlap/,
  visitReversed: /^The appointment must end after/,
  visitLong: /^An appointment lasts at most/,
  visitPast: /^The appointment would start in the past/,
  leaveReversed: /^The leave must end after/,
  leaveLong: /^A leave lasts at most (?<days>\d+) days/,
  leavePast: /^The leave would be over/,
  holidayTwice: /^This date is a holiday already/,
  holidayPast: /^This day is over already/,
  extraReversed: /^The hours must end after/,
  extraSkipped: /^The clock goes forward then/,
  extraPast: /^Those hours would be over/,
  extraTwice: /^The doctor has extra hours from (?<from>[\d:]+) to (?<to>[\d:]+)/,
  waitForNobody: /^Name a doctor or a specialty/,
  waitForOther: /^This doctor’s specialty is (?<specialty>.+)\.$/,
  waitForNone: /^No doctor here has this specialty/,
  waitReversed: /^“notAfter” must be later/,
  waitPast: /^“notAfter” lies in the past/,
  sendPast: /^“sendAt” lies in the past/,
  sendFar: /^“sendAt” lies more than a year ahead/,
}

/** Which rule a message of the server speaks of, and what it names; undefined for one that is not known here. */
export function ruleOf(message: string): { rule: Rule; named: Record<string, string> } | undefined {
  for (const rule of Object.keys(rules) as Rule[]) {
    const match = rules[rule].exec(message)
    if (match) return { rule, named: { ...match.groups } }
  }
}

/** What the rules name, each some of it. */
const nothingNamed = { least: '', most: '', from: '', to: '', days: '', specialty: '' }

/** A message of the server about a field in the person's language; what is not known is told in the server's words. */
export function refusalInWords(message: string): string {
  const known = ruleOf(message)
  return known ? t(`refusals.${known.rule}`, { ...nothingNamed, ...known.named }) : message
}

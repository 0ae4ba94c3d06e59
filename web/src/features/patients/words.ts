import { bloodTypes, sexes } from '@wardline/patient/rules'
import type { Patient } from '../../api/records.ts'
import { locale, t } from '../../language/inside.ts'

export const sexLabels: Record<Patient['sex'], string> = t('patients.sexes', { returnObjects: true })

export const sexOptions = sexes.map((value) => ({ value, label: sexLabels[value] }))
export const bloodTypeOptions = bloodTypes.map((value) => ({ value, label: value }))

const inYears = new Intl.NumberFormat(locale, { style: 'unit', unit: 'year', unitDisplay: 'long' })

/** "46 years" */
export const yearsInWords = (years: number): string => inYears.format(years)

const severities: Record<string, string> = t('patients.form.severities', { returnObjects: true })

export const severityOptions = Object.entries(severities).map(([value, label]) => ({ value, label }))

/** FHIR's codes in the person's language; whatever else somebody wrote stands for itself. */
const severityInWords = (severity: string): string => severities[severity] ?? severity

type Allergy = Patient['allergies'][number]

/** "Penicillin (severe): rash" */
export function allergyInWords({ substance, reaction, severity }: Allergy): string {
  if (reaction && severity)
    return t('patients.allergies.itemSevere', { substance, reaction, severity: severityInWords(severity) })
  if (reaction) return t('patients.allergies.item', { substance, reaction })
  return severity ? t('patients.allergies.severity', { substance, severity: severityInWords(severity) }) : substance
}

/** "Ana Ruiz (daughter)" */
export const contactInWords = ({ name, relationship }: NonNullable<Patient['emergencyContact']>): string =>
  relationship ? t('patients.emergency.whom', { name, relationship }) : name

/** Why people come, as a desk writes it down: reason and type of the appointment. */
type Occasion = readonly [reason: string, type: string]

const occasions: Record<string, readonly Occasion[]> = {
  Cardiology: [
    ['Palpitations since last month', 'Consultation'],
    ['Blood pressure review', 'Follow-up'],
    ['Echocardiogram', 'Examination'],
    ['Check after stent', 'Follow-up'],
    ['24-hour ECG result', 'Results'],
    ['Breathless on stairs', 'Consultation'],
  ],
  Paediatrics: [
    ['Six-year check-up', 'Check-up'],
    ['Vaccination', 'Procedure'],
    ['Ear ache and fever', 'Consultation'],
    ['Asthma review', 'Follow-up'],
    ['Growth check', 'Check-up'],
  ],
  'Obstetrics and gynaecology': [
    ['Routine screening', 'Check-up'],
    ['Ultrasound', 'Examination'],
    ['Follow-up after procedure', 'Follow-up'],
    ['Irregular cycle', 'Consultation'],
  ],
  Orthopaedics: [
    ['Knee pain', 'Consultation'],
    ['Cast removal', 'Procedure'],
    ['Hip replacement, six weeks', 'Follow-up'],
    ['Shoulder injury, X-ray result', 'Results'],
  ],
  Dermatology: [
    ['Mole check', 'Examination'],
    ['Eczema, treatment review', 'Follow-up'],
    ['Rash on both arms', 'Consultation'],
    ['Removal of a skin lesion', 'Procedure'],
  ],
  Neurology: [
    ['Migraine', 'Consultation'],
    ['Nerve conduction study', 'Examination'],
    ['MRI result', 'Results'],
    ['Epilepsy, medication review', 'Follow-up'],
  ],
  Oncology: [
    ['Treatment plan', 'Consultation'],
    ['Blood results before treatment', 'Results'],
    ['Six-month follow-up', 'Follow-up'],
  ],
  'Emergency medicine': [
    ['Fall, painful wrist', 'Urgent'],
    ['Cut on the hand', 'Urgent'],
    ['Abdominal pain', 'Urgent'],
    ['Wound check', 'Follow-up'],
  ],
}

const general: readonly Occasion[] = [['Check-up', 'Check-up']]

export const occasionsOf = (specialty: string): readonly Occasion[] => occasions[specialty] ?? general

/** Why visits are called off, as the desk hears it. */
export const cancelReasons = [
  'Patient asked to cancel',
  'Patient is unwell',
  'No transport',
  'Doctor called away',
] as const

/** Who is seen where: children by paediatricians, adults by everyone else. Ages are in years. */
const admits: Record<string, { from: number; to: number; sex?: string }> = {
  Paediatrics: { from: 0, to: 17 },
  'Obstetrics and gynaecology': { from: 16, to: 75, sex: 'female' },
  'Emergency medicine': { from: 0, to: 120 },
}
const adults = { from: 16, to: 120 }

/** `birthDate` and `on` are civil dates. */
export function isSeenIn(specialty: string, patient: { birthDate: string; sex: string }, on: string): boolean {
  const { from, to, sex } = { sex: undefined, ...(admits[specialty] ?? adults) }
  const hadBirthday = on.slice(5) >= patient.birthDate.slice(5)
  const years = Number(on.slice(0, 4)) - Number(patient.birthDate.slice(0, 4)) - (hadBirthday ? 0 : 1)
  return years >= from && years <= to && (!sex || patient.sex === sex)
}

import type { Role } from '@wardline/kit/permissions'

/** The password of every account here: the demo hospital keeps nobody's secrets. */
export const demoPassword = 'wardline-demo'

/** An account of the demo hospital. Nothing heavy is imported here: the launcher prints one for each role. */
export interface DemoAccount {
  role: Role
  email: string
  password: string
  name: string
  /** The practitioner (NPI) or the patient (Synthea's id) whose record belongs to this account. */
  person?: string
}

const account = (role: Role, mailbox: string, name: string, person?: string): DemoAccount => ({
  role,
  email: `${mailbox}@wardline.example`,
  password: demoPassword,
  name,
  ...(person && { person }),
})

/** One of each role, under the name of the role. */
export const demoLogins = {
  admin: account('admin', 'admin', 'Ingrid Solberg'),
  doctor: account('doctor', 'doctor', 'Claudia Saldaña', '9999989491'),
  nurse: account('nurse', 'nurse', 'Mariam Haddad'),
  receptionist: account('receptionist', 'receptionist', 'Elena Petrova'),
  patient: account('patient', 'patient', 'Caridad Ocasio', '4f3594e8-8ae9-ddea-c10a-315957d1be36'),
} as const satisfies Record<Role, DemoAccount>

/** Everybody with an account, those of `demoLogins` first. */
export const demoAccounts: readonly DemoAccount[] = [
  ...Object.values(demoLogins),
  account('doctor', 'ted.oconnell', "Ted O'Connell", '9999899799'),
  account('doctor', 'karisa.damore', "Karisa D'Amore", '9999907691'),
  account('doctor', 'miguel.regalado', 'Miguel Ángel Regalado', '9999882894'),
  account('doctor', 'isabel.dejesus', 'Isabel de Jesús', '9999902593'),
  account('doctor', 'lucas.mejia', 'Lucas Mejía', '9999884593'),
  account('doctor', 'adela.rodrigez', 'Adela Rodrígez', '9999937490'),
  account('doctor', 'joaquin.duarte', 'Joaquín Duarte', '9999934299'),
  account('nurse', 'tomas.ferreira', 'Tomás Ferreira'),
  account('receptionist', 'kwame.mensah', 'Kwame Mensah'),
  account('patient', 'maryrose.oconner', "Maryrose Cordia O'Conner", '4d2634ac-6624-477c-7e7f-8d5292630fdd'),
  account('patient', 'rocky.streich', 'Rocky Streich', '8e1a0a7c-e308-444b-075a-3c2b1f60f881'),
]

const peopleOf = (role: Role): string[] =>
  demoAccounts.flatMap((each) => (each.role === role && each.person ? [each.person] : []))
/** Practitioners (NPI) and patients (Synthea's id) with an account, in the order of the accounts. */
export const [portalDoctors, portalPatients] = [peopleOf('doctor'), peopleOf('patient')]

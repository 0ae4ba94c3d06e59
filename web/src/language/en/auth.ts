export default {
  signIn: {
    title: 'Sign in',
    intro: 'Use the account your hospital gave you.',
    submit: 'Sign in',
    refused:
      'This e-mail and password don’t go together, or the account is disabled. Try again. If it does not help, staff ask an administrator, and patients the front desk.',
    noAccount: 'A patient without an account?',
    register: 'Create one',
  },
  register: {
    title: 'Create an account',
    intro: 'For patients. Staff accounts are made by an administrator.',
    submit: 'Create account',
    haveAccount: 'You have an account?',
    signIn: 'Sign in',
  },
  ended: {
    title: 'Sign in again',
    body: 'Your session has ended. Everything on this page is kept, and goes on once you are back.',
    submit: 'Go on',
    leave: 'Sign in as somebody else',
    leaving: 'What is not saved on this page is then lost.',
  },
  name: 'Name',
  email: 'E-mail',
  password: 'Password',
  showCharacters: 'Show characters',
  promise: 'Whoever has to act knows at once.',
  what: 'Front desk, wards and alerts in one live system',
  stillSignedIn: 'You are still signed in',
  roles: {
    admin: 'Administrator',
    doctor: 'Doctor',
    nurse: 'Nurse',
    receptionist: 'Receptionist',
    patient: 'Patient',
  },
} as const

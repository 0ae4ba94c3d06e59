import type { Part } from '../catalogue.ts'

export default {
  signIn: {
    title: 'Iniciar sesión',
    intro: 'Use la cuenta que le dio su hospital.',
    submit: 'Iniciar sesión',
    refused:
      'El correo y la contraseña no coinciden, o la cuenta está desactivada. Reinténtelo. Si sigue sin poder entrar, el personal puede pedir ayuda a un administrador, y los pacientes, en recepción.',
    noAccount: '¿Es paciente y no tiene cuenta?',
    register: 'Cree una',
  },
  register: {
    title: 'Crear una cuenta',
    intro: 'Para pacientes. Las cuentas del personal las crea un administrador.',
    submit: 'Crear cuenta',
    haveAccount: '¿Ya tiene cuenta?',
    signIn: 'Iniciar sesión',
  },
  ended: {
    title: 'Inicie sesión de nuevo',
    body: 'Su sesión ha terminado. Todo lo de esta página se conserva y continúa en cuanto vuelva a entrar.',
    submit: 'Continuar',
    leave: 'Entrar con otra cuenta',
    leaving: 'Lo que no esté guardado en esta página se perderá.',
  },
  name: 'Nombre',
  email: 'Correo electrónico',
  password: 'Contraseña',
  showCharacters: 'Mostrar los caracteres',
  promise: 'Quien debe actuar lo sabe al momento.',
  what: 'Recepción, plantas y avisos en un único sistema en vivo',
  stillSignedIn: 'Su sesión sigue abierta',
  roles: {
    admin: 'Administración',
    doctor: 'Médico',
    nurse: 'Enfermería',
    receptionist: 'Recepción',
    patient: 'Paciente',
  },
} satisfies Part<'auth'>

import type { Part } from '../catalogue.ts'

export default {
  unreachable: 'Ahora no se puede conectar con Wardline. Compruebe la conexión y reinténtelo; no se ha perdido nada.',
  unauthenticated: 'Su sesión ha terminado. Inicie sesión de nuevo; no se ha perdido nada de lo guardado.',
  forbidden: 'Su función no lo permite. Un administrador puede hacerlo o cambiar su función.',
  'not-found': 'Esto no está aquí. Puede que se haya retirado o que no le corresponda verlo.',
  stale: 'Otra persona lo ha cambiado mientras lo miraba. Vea la versión nueva y reinténtelo.',
  'rate-limited': 'Han sido muchas peticiones en poco tiempo. Espere un momento y reinténtelo.',
  'in-progress': 'Ya se está guardando. Espere un momento.',
  unavailable: 'Ahora no se puede conectar con Wardline. Compruebe la conexión y reinténtelo; no se ha perdido nada.',
} satisfies Part<'problems'>

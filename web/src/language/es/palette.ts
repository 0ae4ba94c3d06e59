import type { Part } from '../catalogue.ts'

export default {
  title: 'Buscar o ir a',
  placeholder: 'Un paciente, un médico, una página o qué hacer…',
  pagePlaceholder: 'Un médico, una página o qué hacer…',
  results: 'Resultados',
  found_one: '{{count}} resultado',
  found_other: '{{count}} resultados',
  nothing: 'No se ha encontrado nada. Pruebe con menos letras.',
  searching: 'Buscando…',
  hint: 'Las flechas eligen, Intro abre, Esc cierra.',
  bornOn: '{{mrn}} · nacimiento: {{day}}',
  groups: {
    recent: 'Pacientes recientes',
    patients: 'Pacientes',
    doctors: 'Médicos',
    pages: 'Páginas',
    actions: 'Acciones',
  },
  search: 'Buscar',
  newAppointment: 'Nueva cita',
  registerPatient: 'Registrar paciente',
  walkIn: 'Sin cita previa',
  help: 'Atajos de teclado',
  speak: 'Wardline en {{language}}',
  singleKeys: 'Usar teclas sueltas como atajos',
  singleKeysHint: 'Desactívelos si dicta a su ordenador o pulsa teclas sin querer. {{keys}} funciona siempre.',
} satisfies Part<'palette'>

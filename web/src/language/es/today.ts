import type { Part } from '../catalogue.ts'

export default {
  dayList: {
    title: 'Lista del día',
    day: 'Día',
    doctor: 'Médico',
    everyDoctor: 'Todos los médicos',
    doctorAnd: '{{doctor}} · {{about}}',
    empty: 'No hay nada citado este día. Elija otro arriba.',
    time: 'Hora',
    patient: 'Paciente',
    mrn: 'NHC',
    reason: 'Motivo',
    status: 'Estado',
  },
} satisfies Part<'today'>

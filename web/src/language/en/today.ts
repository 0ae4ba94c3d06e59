export default {
  dayList: {
    title: 'Day list',
    day: 'Day',
    doctor: 'Doctor',
    everyDoctor: 'All doctors',
    doctorAnd: '{{doctor}} · {{about}}',
    empty: 'Nothing is booked on this day. Choose another one above.',
    time: 'Time',
    patient: 'Patient',
    mrn: 'MRN',
    reason: 'Reason',
    status: 'Status',
  },
} as const

import { addresser } from './appointments.ts'
import { composeOffer, type OfferKind } from './compose.ts'
import type { Tell } from './telling.ts'

/** Tells somebody on the waitlist of a time that is kept for them, or not any more; what was answered meanwhile is not told. */
export const tellOffer: Tell = async (people, { type, ids }, { at, hospitalTz }) => {
  const offer = ids.offerId && (await people.offer(ids.offerId))
  if (!offer || !ids.patientId) return
  const isTrue =
    type === 'waitlist.offered' ? offer.status === 'offered' && offer.secondsLeft > 0 : offer.status === 'withdrawn'
  if (!isTrue) return
  const [doctor, patient] = await Promise.all([people.doctor(offer.doctorId), people.patient(ids.patientId)])
  if (!patient) return
  const addressee = await addresser(people, [patient])
  const facts = {
    doctorName: doctor?.name ?? 'the doctor',
    startsAt: new Date(offer.startsAt),
    expiresAt: new Date(offer.expiresAt),
  }
  return {
    addressees: [addressee('patient', patient)],
    textFor: () => composeOffer(type as OfferKind, facts, hospitalTz),
    link: `/app/waitlist/${offer.entryId}`,
    data: { waitlistId: offer.entryId, offerId: offer.id, patientId: patient.id, doctorId: offer.doctorId },
    channels: ['in-app', 'email'],
    subject: offer.id,
    // Offers end by the database's clock, e-mails by the hospital's.
    ...(type === 'waitlist.offered' && { expiresAt: new Date(at.getTime() + offer.secondsLeft * 1000) }),
  }
}

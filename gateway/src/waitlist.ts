import * as model from '@wardline/appointment/model'
import { ask } from '@wardline/kit/client'
import { Page } from '@wardline/kit/list'
import { IdParams, Nullable, Uuid } from '@wardline/kit/schema'
import { Elysia, type Static, status, t } from 'elysia'
import { Appointment, withNames } from './appointments.ts'
import { answers, answersNothing, as, type Context, creates, listed, tagged } from './context.ts'
import { type Columns, pageOrCsv } from './csv.ts'
import { NamedUser, type Names, nameUsers } from './names.ts'

const Patient = t.Object({ id: Uuid, name: Nullable(t.String()), mrn: Nullable(t.String()) })
const Doctor = t.Object({ id: Uuid, name: Nullable(t.String()) })

const Offer = t.Composite([
  t.Omit(model.Offer, ['doctorId', 'endedBy']),
  t.Object({ doctor: Doctor, endedBy: NamedUser }),
])

/** Somebody who waits, with the people named. A name is null while its service cannot be asked. */
const WaitlistEntry = t.Composite([
  t.Omit(model.WaitlistEntry, ['patientId', 'doctorId', 'offer', 'offers']),
  t.Object({
    patient: Patient,
    doctor: Nullable(Doctor),
    offer: Nullable(
      t.Composite([t.Pick(Offer, ['id', 'startsAt', 'endsAt', 'expiresAt']), t.Object({ doctor: Doctor })]),
    ),
    offers: t.Array(Offer),
  }),
])
type WaitlistEntry = Static<typeof WaitlistEntry>

const AskedPatient = t.Composite([
  t.Omit(model.FreedSlot.properties.offers.items, ['patientId', 'endedBy']),
  t.Object({ patient: Patient, endedBy: NamedUser }),
])
/** A slot that became free, and who was asked about it, in order. */
const FreedSlot = t.Composite([
  t.Omit(model.FreedSlot, ['doctorId', 'offers']),
  t.Object({ doctor: Doctor, offers: t.Array(AskedPatient) }),
])
type FreedSlot = Static<typeof FreedSlot>

/** The people of many rows, asked for in one call to each service, all at once. */
async function peopleOf(
  names: Names,
  ids: { patientIds: string[]; doctorIds: (string | null)[]; userIds: (string | null)[] },
) {
  const [patientOf, doctorOf, userOf] = await Promise.all([
    names.patients.of(ids.patientIds),
    names.doctors.of(ids.doctorIds.filter((id) => id !== null)),
    nameUsers(names, ids.userIds),
  ])
  return {
    patient: (id: string) => ({ id, name: patientOf(id)?.name ?? null, mrn: patientOf(id)?.mrn ?? null }),
    doctor: (id: string) => ({ id, name: doctorOf(id)?.name ?? null }),
    user: userOf,
  }
}

async function entriesWithNames(names: Names, rows: model.WaitlistEntry[]): Promise<WaitlistEntry[]> {
  const offers = rows.flatMap((row) => row.offers)
  const { patient, doctor, user } = await peopleOf(names, {
    patientIds: rows.map(({ patientId }) => patientId),
    doctorIds: [...rows, ...offers].map(({ doctorId }) => doctorId),
    userIds: offers.map(({ endedBy }) => endedBy),
  })
  const openOffer = ({ doctorId, ...open }: NonNullable<model.WaitlistEntry['offer']>) => ({
    ...open,
    doctor: doctor(doctorId),
  })
  const anyOffer = ({ doctorId, endedBy, ...each }: model.Offer) => ({
    ...each,
    doctor: doctor(doctorId),
    endedBy: user(endedBy),
  })
  return rows.map(({ patientId, doctorId, offer, offers, ...row }) => ({
    ...row,
    patient: patient(patientId),
    doctor: doctorId === null ? null : doctor(doctorId),
    offer: offer && openOffer(offer),
    offers: offers.map(anyOffer),
  }))
}

async function freedWithNames(names: Names, rows: model.FreedSlot[]): Promise<FreedSlot[]> {
  const offers = rows.flatMap((row) => row.offers)
  const { patient, doctor, user } = await peopleOf(names, {
    patientIds: offers.map(({ patientId }) => patientId),
    doctorIds: rows.map(({ doctorId }) => doctorId),
    userIds: offers.map(({ endedBy }) => endedBy),
  })
  return rows.map(({ doctorId, offers, ...row }) => ({
    ...row,
    doctor: doctor(doctorId),
    offers: offers.map(({ patientId, endedBy, ...each }) => ({
      ...each,
      patient: patient(patientId),
      endedBy: user(endedBy),
    })),
  }))
}

const columns: Columns<WaitlistEntry> = [
  ...(['createdAt', 'status', 'patient.name', 'patient.mrn', 'doctor.name', 'specialty', 'notBefore'] as const),
  ...(['notAfter', 'reason', 'offer.startsAt', 'offer.expiresAt', 'updatedAt', 'id'] as const),
]
const freedColumns: Columns<FreedSlot> = ['freedAt', 'startsAt', 'endsAt', 'doctor.name', 'endedAt', 'id']

const tag = (summary: string) => tagged('waitlist', summary)

export function waitlistRoutes({ base, clients, names, exporting }: Context) {
  const client = clients.appointment.waitlist
  const named = async (row: model.WaitlistEntry) => (await entriesWithNames(names, [row]))[0] as WaitlistEntry
  return new Elysia({ normalize: false })
    .use(base)
    .get(
      '/waitlist',
      (asked) =>
        pageOrCsv(asked, exporting, columns, async (query) => {
          const page = await ask(client.get({ query, ...as(asked.caller) }))
          return { ...page, items: await entriesWithNames(names, page.items) }
        }),
      {
        permit: 'waitlist.read',
        query: model.WaitlistQuery,
        response: answers(Page(WaitlistEntry)),
        detail: listed('waitlist', 'Who waits for a time to become free, the longest first'),
      },
    )
    .get(
      '/waitlist/offers',
      (asked) =>
        pageOrCsv(asked, exporting, freedColumns, async (query) => {
          const page = await ask(client.offers.get({ query, ...as(asked.caller) }))
          return { ...page, items: await freedWithNames(names, page.items) }
        }),
      {
        permit: 'waitlist.read-offers',
        query: model.FreedSlotQuery,
        response: answers(Page(FreedSlot)),
        detail: listed(
          'waitlist',
          'Times that became free, each with who was asked about it, when, and with what outcome',
        ),
      },
    )
    .get('/waitlist/:id', async ({ params, caller }) => named(await ask(client(params).get(as(caller)))), {
      permit: 'waitlist.read',
      params: IdParams,
      response: answers(WaitlistEntry),
      detail: tag('Somebody on the waitlist, with every offer they had'),
    })
    .post('/waitlist', async ({ body, caller }) => status(201, await named(await ask(client.post(body, as(caller))))), {
      permit: 'waitlist.enter',
      body: model.NewWaitlistEntry,
      response: creates(WaitlistEntry),
      detail: tag('Put a patient on the waitlist for a doctor or a specialty'),
    })
    .post(
      '/waitlist/:id/accept',
      async ({ params, body, caller }) => {
        const booked = await ask(client(params).accept.post(body ?? {}, as(caller)))
        return status(201, (await withNames(names, [booked]))[0] as Appointment)
      },
      {
        permit: 'waitlist.answer',
        params: IdParams,
        body: model.OfferAnswer,
        response: creates(Appointment),
        detail: tag('Accept the time that is offered: it is booked'),
      },
    )
    .post(
      '/waitlist/:id/decline',
      async ({ params, body, caller }) => named(await ask(client(params).decline.post(body ?? {}, as(caller)))),
      {
        permit: 'waitlist.answer',
        params: IdParams,
        body: model.OfferAnswer,
        response: answers(WaitlistEntry),
        detail: tag('Pass the time that is offered on to the next, and wait further'),
      },
    )
    .delete(
      '/waitlist/:id',
      async ({ params, caller }) => {
        await ask(client(params).delete(undefined, as(caller)))
        return status(204, undefined)
      },
      {
        permit: 'waitlist.leave',
        params: IdParams,
        response: answersNothing,
        detail: tag('Take somebody off the waitlist'),
      },
    )
}

import type { Treaty } from '@elysiajs/eden'
import type { AuthApi } from '@wardline/auth/api'
import { ask } from '@wardline/kit/client'
import { ProblemError, problem } from '@wardline/kit/errors'
import { once } from '@wardline/kit/idempotency'
import type { UserCaller } from '@wardline/kit/identity'
import { may, type Relation } from '@wardline/kit/permissions'
import { assertCurrent } from '@wardline/kit/record'
import { IdParams, Uuid } from '@wardline/kit/schema'
import { assertPermitted, createService, type ServiceDeps } from '@wardline/kit/service'
import { transact } from '@wardline/kit/transaction'
import { civilDateAt } from '@wardline/kit/zone'
import { status, t } from 'elysia'
import { listPatients } from './list.ts'
import * as model from './model.ts'
import { birthDateProblem, foreignField, linkProblem, tidy } from './rules.ts'
import * as store from './store.ts'
import { idempotency, type PatientRow } from './tables.ts'

export interface Peers {
  auth: Treaty.Create<AuthApi>
}

const unknown = () => problem('not-found', 'There is no such patient.')

/** The unique index behind `userId`, in words. */
async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw store.isLinkTaken(error)
      ? ProblemError.invalid('userId', 'This account is linked to another patient already.')
      : error
  }
}

/** Patients: who they are, how to reach them, what they must not be given. */
export function createPatientService(deps: ServiceDeps<Peers>) {
  const { db, peers, clock, config, outbox } = deps
  const read = store.prepareReads(db)

  /** The row, if the caller may know of it: patients see their own until it is archived. */
  async function visible(id: string, caller: UserCaller, relation: Relation): Promise<PatientRow | undefined> {
    const row = await read.byId(id)
    if (relation === 'any') return row
    return row?.userId === caller.userId && row.archivedAt === null ? row : undefined
  }

  /** @throws ProblemError 403 when the caller may not link accounts; answers what is wrong with this one. */
  async function linkRefusal(userId: string | null | undefined, caller: UserCaller): Promise<ProblemError | undefined> {
    if (userId === undefined) return
    if (!may(caller.role, 'patient.link'))
      throw new ProblemError('forbidden', 'Only administrators and receptionists link portal accounts.')
    if (userId === null) return
    const { items } = await ask(peers.auth.internal.users.lookup.post({ ids: [userId] }))
    const message = linkProblem(items[0])
    return message ? ProblemError.invalid('userId', message) : undefined
  }

  function assertBorn(birthDate: string | undefined): void {
    const message = birthDate && birthDateProblem(birthDate, civilDateAt(clock.now(), config.hospitalTz))
    if (message) throw ProblemError.invalid('birthDate', message)
  }

  async function create(body: model.NewPatient, caller: UserCaller, key: string | undefined) {
    // Found out before the transaction, said within it: the answer to an earlier request with this key goes first.
    const refusal = await linkRefusal(body.userId, caller)
    const request = { userId: caller.userId, route: 'POST /patients', key, body }
    const work = once(db, idempotency, request, clock, async (tx) => {
      if (refusal) throw refusal
      assertBorn(body.birthDate)
      const absent = { phone: null, email: null, address: null, emergencyContact: null, bloodType: null, userId: null }
      const values = { ...absent, allergies: [], archivedAt: null, ...tidy(body) }
      const row = await store.insertPatient(tx, values, { actorId: caller.userId, at: clock.now() })
      return { status: 201, answer: store.view(row) }
    })
    const { answer } = await explained(work)
    outbox.wake()
    return answer
  }

  async function change(
    id: string,
    body: model.PatientChange,
    caller: UserCaller,
    headers: Record<string, string | undefined>,
  ): Promise<PatientRow> {
    const { version: _, ...fields } = body
    const refusal = await linkRefusal(fields.userId, caller)
    assertBorn(fields.birthDate)
    const work = transact(db, async (tx) => {
      const row = (await store.lockPatient(tx, id)) as PatientRow
      if (row.archivedAt) throw new ProblemError('archived', 'This patient’s record is archived.')
      assertCurrent(row, headers, body)
      if (refusal && fields.userId !== row.userId) throw refusal
      return store.updatePatient(tx, row, tidy(fields), { actorId: caller.userId, at: clock.now() })
    })
    const after = await explained(work)
    outbox.wake()
    return after
  }

  /** True when it was this call that archived the record. */
  const archive = (id: string, { userId }: UserCaller): Promise<boolean> =>
    transact(db, async (tx) => {
      const row = (await store.lockPatient(tx, id)) as PatientRow
      if (row.archivedAt) return false
      const at = clock.now()
      await store.updatePatient(tx, row, { archivedAt: at }, { actorId: userId, at })
      return true
    })

  const app = createService(deps)
    .get(
      '/patients',
      ({ query, caller, relation }) => listPatients(db, query, relation === 'own' ? { userId: caller.userId } : {}),
      { permit: 'patient.read', query: model.PatientQuery },
    )
    .get(
      '/patients/me',
      async ({ caller }) => {
        const row = await read.byUser(caller.userId)
        return row
          ? store.view(row)
          : problem('no-patient-record', 'Ask at the desk to link your account to your record.')
      },
      { permit: 'patient.read-own' },
    )
    .get(
      '/patients/:id',
      async ({ params, caller, relation }) => {
        const row = await visible(params.id, caller, relation)
        return row ? store.view(row) : unknown()
      },
      { permit: 'patient.read', params: IdParams },
    )
    .get(
      '/patients/:id/history',
      async ({ params }) =>
        (await read.byId(params.id)) ? { items: await store.historyOf(db, params.id) } : unknown(),
      { permit: 'patient.history', params: IdParams },
    )
    .post(
      '/patients',
      async ({ body, caller, headers }) => status(201, await create(body, caller, headers['idempotency-key'])),
      { permit: 'patient.create', body: model.NewPatient },
    )
    .put(
      '/patients/:id',
      async ({ params, body, caller, relation, headers }) => {
        if (!(await visible(params.id, caller, relation))) return unknown()
        const foreign = foreignField(body, relation)
        if (foreign) return problem('forbidden', `Only staff can change “${foreign}”.`)
        return store.view(await change(params.id, body, caller, headers))
      },
      { permit: 'patient.update', params: IdParams, body: model.PatientChange },
    )
    .delete(
      '/patients/:id',
      async ({ params, caller }) => {
        if (!(await read.byId(params.id))) return unknown()
        // Whoever sees the 204 should find the appointments cancelled; what could not be told by then is told later.
        if (await archive(params.id, caller)) await outbox.flush(2000)
        return status(204, undefined)
      },
      { permit: 'patient.archive', params: IdParams },
    )
    .post('/internal/patients/lookup', async ({ body }) => ({ items: await read.summaries(body.ids) }), {
      access: 'part',
      body: model.PatientLookup,
    })
    .get(
      '/internal/patients/by-user/:userId',
      async ({ params }) => ({ patient: await read.summaryOfUser(params.userId) }),
      { access: 'part', params: t.Object({ userId: Uuid }) },
    )
  return assertPermitted(app)
}

export type PatientApi = ReturnType<typeof createPatientService>

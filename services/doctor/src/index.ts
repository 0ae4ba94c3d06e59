import type { Treaty } from '@elysiajs/eden'
import type { AuthApi } from '@wardline/auth/api'
import { ask } from '@wardline/kit/client'
import { invalid, ProblemError, problem } from '@wardline/kit/errors'
import type { UserCaller } from '@wardline/kit/identity'
import { may } from '@wardline/kit/permissions'
import { assertCurrent } from '@wardline/kit/record'
import { IdParams, Uuid } from '@wardline/kit/schema'
import { assertPermitted, createService, type ServiceDeps } from '@wardline/kit/service'
import { transact } from '@wardline/kit/transaction'
import { status, t } from 'elysia'
import * as model from './model.ts'
import { defaultHours, defaultSlotMinutes, hoursProblem, linkProblem, tidy } from './rules.ts'
import * as store from './store.ts'
import type { DoctorRow } from './tables.ts'

export interface Peers {
  auth: Treaty.Create<AuthApi>
}

const unknown = () => problem('not-found', 'There is no such doctor.')

/** The unique index behind `userId`, in words. */
async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw store.isLinkTaken(error)
      ? ProblemError.invalid('userId', 'This account belongs to another doctor already.')
      : error
  }
}

/** Staff see all of a doctor, archived ones too; patients see whom they can book. */
const seesDetails = (caller: UserCaller): boolean => may(caller.role, 'doctor.read-details') !== undefined
const viewFor = (caller: UserCaller): ((row: DoctorRow) => model.DoctorView) =>
  seesDetails(caller) ? store.view : store.brief

/** Doctors: who they are and when they work. */
export function createDoctorService(deps: ServiceDeps<Peers>) {
  const { db, peers, clock, outbox } = deps
  const read = store.prepareReads(db)

  /** What is wrong with the account that a doctor is to sign in with. */
  async function linkRefusal(userId: string | null | undefined): Promise<ProblemError | undefined> {
    if (!userId) return
    const { items } = await ask(peers.auth.internal.users.lookup.post({ ids: [userId] }))
    const message = linkProblem(items[0])
    return message ? ProblemError.invalid('userId', message) : undefined
  }

  function assertHours(hours: model.NewDoctor['hours']): void {
    const message = hours && hoursProblem(hours)
    if (message) throw ProblemError.invalid('hours', message)
  }

  async function create(body: model.NewDoctor, caller: UserCaller): Promise<DoctorRow> {
    assertHours(body.hours)
    const refusal = await linkRefusal(body.userId)
    if (refusal) throw refusal
    const absent = { userId: null, email: null, phone: null, licenseNumber: null, room: null, archivedAt: null }
    const values = { ...absent, hours: defaultHours, slotMinutes: defaultSlotMinutes, bufferMinutes: 0, ...tidy(body) }
    const author = { actorId: caller.userId, at: clock.now() }
    const row = await explained(transact(db, (tx) => store.insertDoctor(tx, values, author)))
    outbox.wake()
    return row
  }

  async function change(
    id: string,
    body: model.DoctorChange,
    caller: UserCaller,
    headers: Record<string, string | undefined>,
  ): Promise<DoctorRow> {
    const { version: _, ...fields } = body
    assertHours(fields.hours)
    const refusal = await linkRefusal(fields.userId)
    const work = transact(db, async (tx) => {
      const row = (await store.lockDoctor(tx, id)) as DoctorRow
      if (row.archivedAt) throw new ProblemError('archived', 'This doctor’s record is archived.')
      assertCurrent(row, headers, body)
      if (refusal && fields.userId !== row.userId) throw refusal
      return store.updateDoctor(tx, row, tidy(fields), { actorId: caller.userId, at: clock.now() })
    })
    const after = await explained(work)
    outbox.wake()
    return after
  }

  const archive = (id: string, { userId }: UserCaller): Promise<unknown> =>
    transact(db, async (tx) => {
      const row = (await store.lockDoctor(tx, id)) as DoctorRow
      if (row.archivedAt) return
      const at = clock.now()
      await store.updateDoctor(tx, row, { archivedAt: at }, { actorId: userId, at })
    })

  const app = createService(deps)
    .get(
      '/doctors',
      ({ query, caller }) => {
        const active = !seesDetails(caller)
        // A list that is filtered by what one may not see would tell it.
        if (active && query.userId) return invalid('userId', '“userId” is not a known field here.')
        return store.listDoctors(db, query, { active, view: viewFor(caller) })
      },
      { permit: 'doctor.read', query: model.DoctorQuery },
    )
    .get(
      '/doctors/:id',
      async ({ params, caller }) => {
        const row = await read.byId(params.id)
        return row && (row.archivedAt === null || seesDetails(caller)) ? viewFor(caller)(row) : unknown()
      },
      { permit: 'doctor.read', params: IdParams },
    )
    .get(
      '/doctors/:id/history',
      async ({ params }) =>
        (await read.byId(params.id)) ? { items: await store.historyOf(db, params.id) } : unknown(),
      { permit: 'doctor.manage', params: IdParams },
    )
    .post('/doctors', async ({ body, caller }) => status(201, store.view(await create(body, caller))), {
      permit: 'doctor.manage',
      body: model.NewDoctor,
    })
    .put(
      '/doctors/:id',
      async ({ params, body, caller, headers }) =>
        (await read.byId(params.id)) ? store.view(await change(params.id, body, caller, headers)) : unknown(),
      { permit: 'doctor.manage', params: IdParams, body: model.DoctorChange },
    )
    .delete(
      '/doctors/:id',
      async ({ params, caller }) => {
        if (!(await read.byId(params.id))) return unknown()
        await archive(params.id, caller)
        outbox.wake()
        return status(204, undefined)
      },
      { permit: 'doctor.manage', params: IdParams },
    )
    .post('/internal/doctors/lookup', async ({ body }) => ({ items: await read.summaries(body.ids) }), {
      access: 'part',
      body: model.DoctorLookup,
    })
    .post('/internal/doctors/of', async ({ body }) => ({ items: await read.summariesOf(body.specialty) }), {
      access: 'part',
      body: model.DoctorsOf,
    })
    .get(
      '/internal/doctors/by-user/:userId',
      async ({ params }) => ({ doctor: await read.summaryOfUser(params.userId) }),
      { access: 'part', params: t.Object({ userId: Uuid }) },
    )
  return assertPermitted(app)
}

export type DoctorApi = ReturnType<typeof createDoctorService>

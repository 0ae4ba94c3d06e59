import { test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { startHospital } from '/work/main/gateway/src/testing.ts'
import { insertPatient } from '/work/main/services/patient/src/store.ts'

test('x', async () => {
  const h = await startHospital()
  const a = await h.as('receptionist')
  const { db, pool, close } = connect(h.database.urls.patient, { name: 'probe' })
  const given =
    'James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Charles Karen José María Antonio Carmen Manuel Ana Francisco Laura Luis Isabel Łukasz Zoë Søren Mohammed Nguyễn Müge Jürgen François Chloé Iñaki'.split(
      ' ',
    )
  const syl =
    'mar gar smi tho wil son ber fer nan dez rod ri guez lo pez mül ler o brien ka tz schw arz ko val ski an der hen mac do nald jo nes gon zal ez tor res ra mi rez'.split(
      ' ',
    )
  let seed = 7
  const rnd = (n: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n
  const fam = Array.from({ length: 3000 }, () =>
    Array.from({ length: 2 + rnd(3) }, () => syl[rnd(syl.length)]).join(''),
  ).map((x) => x[0].toUpperCase() + x.slice(1))
  const t0 = performance.now()
  for (let b = 0; b < 100; b++)
    await db.transaction(async (tx) => {
      for (let i = 0; i < 100; i++)
        await insertPatient(
          tx,
          {
            givenName: given[rnd(given.length)],
            familyName: fam[rnd(fam.length)],
            birthDate: `19${30 + rnd(70)}-0${1 + rnd(9)}-1${rnd(10)}`,
            sex: 'female',
            phone: `+34 6${String(rnd(1e8)).padStart(8, '0')}`,
            email: null,
            address: null,
            emergencyContact: null,
            bloodType: null,
            allergies: [],
            userId: null,
            archivedAt: null,
          },
          { actorId: null, at: new Date() },
        )
    })
  console.log('10k inserts', performance.now() - t0)
  await pool.query('select 1')
  console.log(
    (
      await pool.query(
        `select pg_size_pretty(pg_relation_size('patient.patient_search_keys')) as keys, pg_size_pretty(pg_total_relation_size('patient.patient')) total, avg(cardinality(search_keys)) c, avg(pg_column_size(search_keys)) bytes from patient.patient`,
      )
    ).rows,
  )
  for (const q of [
    '',
    'j',
    'ma',
    'mary',
    'Jhon',
    'john smith',
    'smithson',
    'garica',
    'schwarzkowalski',
    'mohamed',
    'o brien',
    '600',
    '6001',
    '12345',
    '3/2/1950',
    'MRN-00123',
    'zzzzzz',
    'gonzla maria',
  ]) {
    const times: number[] = []
    let n = 0
    for (let i = 0; i < 30; i++) {
      const t = performance.now()
      const r = await (await h.fetch(`/patients?count=true&q=${encodeURIComponent(q)}`, { headers: a.headers })).json()
      times.push(performance.now() - t)
      n = r.total
    }
    times.sort((x, y) => x - y)
    console.log(q.padEnd(20), n, 'p50', times[15].toFixed(1), 'p95', times[28].toFixed(1))
  }
  await close()
  await h.stop()
}, 120000)

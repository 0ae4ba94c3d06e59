import { ask } from '@wardline/kit/client'
import { demoLogins } from './accounts.ts'
import type { Moment, Visit } from './book.ts'
import { courseOf, type Step } from './course.ts'
import type { DemoHospital } from './hosting.ts'
import { type Actors, actorOf, type Records } from './people.ts'
import type { Random } from './random.ts'
import type { Scene } from './scene.ts'
import { several } from './several.ts'

/** A step of the visit with this number. */
interface Numbered extends Step {
  visit: number
}

const atOnce = 4
const longestChapterMs = 4 * 3600_000
const longestChapter = 32

/**
 * Every step of every visit in the order of time, in chapters of a few hours: what is done at once was done at about one time.
 * None reaches over one of the `cuts`, at which something else happens.
 */
function chaptersOf(visits: Visit[], moment: Moment, random: Random, cuts: Date[]): Numbered[][] {
  const steps = visits.flatMap((visit, number) => {
    const isPunctual = visit.doctor.npi === demoLogins.doctor.person
    return courseOf(visit, number, isPunctual, moment, random).map((step): Numbered => ({ ...step, visit: number }))
  })
  const chapters: Numbered[][] = []
  for (const step of steps.toSorted((one, other) => one.at.getTime() - other.at.getTime())) {
    const chapter = chapters.at(-1)
    const [first] = chapter ?? []
    const isLate = first && step.at.getTime() - first.at.getTime() > longestChapterMs
    const isCut = first && cuts.some((cut) => first.at < cut && cut <= step.at)
    if (!chapter || isLate || isCut || chapter.length === longestChapter) chapters.push([step])
    else chapter.push(step)
  }
  return chapters
}

/** The visits as scenes on the services' own routes, each step at its time and by whoever took it. */
export function visitScenes(
  { as, clients, clock, settle }: DemoHospital,
  visits: Visit[],
  people: { actors: Actors; doctors: Records; patients: Records },
  moment: Moment,
  random: Random,
  cuts: Date[],
): Scene[] {
  const ids = new Map<number, string>()

  async function take({ at, by, request, visit: number }: Numbered): Promise<void> {
    const visit = visits[number] as Visit
    await as(actorOf(people.actors, by), at, async (options) => {
      if (request.do === 'change') {
        const id = ids.get(number) as string
        await ask(clients.appointment.appointments({ id }).put(request.body, options))
        return
      }
      const [patientId, doctorId] = [people.patients.get(visit.patient), people.doctors.get(visit.doctor.npi)]
      if (!patientId || !doctorId) throw new Error('a visit of somebody who was not entered')
      const booking = { patientId, doctorId, ...request.body }
      ids.set(number, (await ask(clients.appointment.appointments.post(booking, options))).id)
    })
  }

  return chaptersOf(visits, moment, random, cuts).map((chapter) => {
    const [first, last] = [chapter[0] as Numbered, chapter.at(-1) as Numbered]
    return {
      at: first.at,
      async play() {
        // Before anything is written: relays look when it was, and take what is due by then.
        clock.set(last.at)
        await several([...Map.groupBy(chapter, ({ visit }) => visit).values()], atOnce, async (steps) => {
          for (const step of steps) await take(step)
        })
        await settle()
      },
    }
  })
}

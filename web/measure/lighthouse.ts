import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { type Role, roles } from '@wardline/kit/permissions'
import lighthouse, { desktopConfig } from 'lighthouse'
import { launchOptions } from '../e2e/chromium.ts'
import { settled } from '../e2e/looking.ts'
import { signIn } from '../e2e/sign-in.ts'
import { baseURL, print } from './hospital.ts'

/** What Lighthouse must give at least, of 100. */
const least = { performance: 95, accessibility: 100 }

interface Finding {
  performance: number
  accessibility: number
  /** What cost points. */
  audits: string[]
}

/** The port on which a Chromium that chose one itself is spoken to. */
const portOf = async (profile: string): Promise<number> =>
  Number((await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')[0])

/** Lighthouse's desktop run on a page, in a browser of its own; as somebody of the role, signed in through the form. */
async function look(path: string, role?: Role): Promise<Finding> {
  const profile = await mkdtemp(join(tmpdir(), 'wardline-lighthouse-'))
  const options = await launchOptions()
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    args: [...options.args, '--remote-debugging-port=0'],
    baseURL,
    locale: 'en-GB',
  })
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    if (role) {
      await signIn(page, role)
      await settled(page)
    }
    // The cookie stays; another tab of ours would hold the stream.
    await page.goto('about:blank')
    const flags = {
      port: await portOf(profile),
      logLevel: 'error' as const,
      onlyCategories: Object.keys(least),
      // It would wait for the stream to end.
      maxWaitForLoad: 12_000,
    }
    const result = await lighthouse(new URL(path, baseURL).href, flags, desktopConfig)
    if (!result) throw new Error(`Lighthouse has nothing to say of ${path}.`)
    const { categories, audits } = result.lhr
    const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100)
    const lost = Object.keys(least)
      .flatMap((name) => categories[name]?.auditRefs ?? [])
      .filter(({ weight, id }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${audits[id]?.title}: ${audits[id]?.displayValue ?? 'failed'}`)
    return { performance: score('performance'), accessibility: score('accessibility'), audits: lost }
  } finally {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
}

const pages: [name: string, path: string, role?: Role][] = [
  ['log-in', '/app/login'],
  ...roles.map((role): [string, string, Role] => [`home, ${role}`, '/app/', role]),
]
const rows = [['page', 'performance', 'accessibility']]
let isBelow = false
for (const [name, path, role] of pages) {
  const { performance, accessibility, audits } = await look(path, role)
  const isFine = performance >= least.performance && accessibility >= least.accessibility
  isBelow ||= !isFine
  rows.push([name, String(performance), String(accessibility)])
  for (const audit of isFine ? [] : audits) console.log(`${name}: ${audit}`)
}
print(rows)
if (isBelow) console.log(`\nBelow ${least.performance} or ${least.accessibility}.`)
process.exit(isBelow ? 1 : 0)

import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium as playwright } from '@playwright/test'
import sparticuz, { inflate } from '@sparticuz/chromium'

const systemNames = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
]

const onPath = (name: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(':')
    .map((folder) => join(folder, name))
    .find(existsSync)

/**
 * The Chromium that ships as an npm package. Its own unpacking goes to one fixed path, blind to versions and to a second
 * process at the same time: so into a folder of our own, and from there by rename, which is atomic.
 */
async function packaged(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'))
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const home = join(tmpdir(), `wardline-chromium-${version}-libraries-${process.getuid?.() ?? 0}`)
  const executable = join(home, 'chromium')
  if (existsSync(executable)) return executable
  const workshop = mkdtempSync(join(tmpdir(), 'wardline-chromium-'))
  const before = process.env.TMPDIR
  try {
    process.env.TMPDIR = workshop
    await sparticuz.executablePath()
    await inflate(fileURLToPath(new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'))))
    mkdirSync(workshop, { recursive: true })
    renameSync(workshop, home)
  } catch (failure) {
    // Another process was quicker: its copy is as good.
    rmSync(workshop, { recursive: true, force: true })
    if (!existsSync(executable)) throw failure
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  return executable
}

/**
 * What a Chromium needs of its environment: on a machine that lacks its libraries, those that came with the package.
 * A machine's own are the better ones where there are any.
 */
function chromiumEnvironment(executable: string | undefined): Record<string, string> {
  const libraries = executable && join(dirname(executable), 'al2023', 'lib')
  if (!libraries || !existsSync(libraries)) return {}
  const needed = Bun.spawnSync(['ldd', executable]).stdout.toString()
  return {
    ...(needed.includes('not found') && { LD_LIBRARY_PATH: libraries }),
    ...(!existsSync('/etc/fonts/fonts.conf') && { FONTCONFIG_PATH: join(dirname(executable), 'fonts') }),
  }
}

/** The first Chromium there is; Playwright downloads its own when there is none. */
async function findChromium(): Promise<string | undefined> {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) return chosen
  if (existsSync(playwright.executablePath())) return playwright.executablePath()
  const found = (await packaged().catch(() => undefined)) ?? systemNames.map(onPath).find(Boolean)
  if (found) return found
  const install = Bun.spawnSync(
    [process.execPath, '--bun', 'node_modules/@playwright/test/cli.js', 'install', 'chromium'],
    {
      cwd: join(import.meta.dirname, '..'),
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
  if (!install.success) throw new Error('No Chromium here and none could be downloaded; set CHROMIUM_PATH to one.')
  return playwright.executablePath()
}

/** How every browser here is started: journeys, measurements and screenshots. */
export async function launchOptions() {
  const executablePath = await findChromium()
  return {
    ...(executablePath && { executablePath }),
    env: { ...process.env, ...chromiumEnvironment(executablePath) } as Record<string, string>,
    // Chromium refuses its sandbox to root only.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-domain-reliability',
      '--metrics-recording-only',
    ],
  }
}

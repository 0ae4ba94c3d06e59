import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedFolder } from './binaries.ts';
import { type EmbeddedPostgres, startPostgres } from './embedded.ts';
import { allowConnections, type Logins, type Part, parts } from './logins.ts';
import { migrate } from './migrate.ts';
import { endProcess, isAlive, withClient } from './postmaster.ts';

export interface TestDatabase {
  /** One for each part, with that part's login. */
  urls: Record<Part, string>;
  /** A superuser's, of this database. */
  ownerUrl: string;
  /** The same superuser's, of another database: for what can't be done from inside. */
  adminUrl: string;
  drop(): Promise<void>;
}

const template = 'template_wardline';
const prefix = 'wardline-test-';
const folder = process.platform === 'win32' ? tmpdir() : sharedFolder;
/** Its name tells later runs whether its owner is still at work. */
const dataDir = join(folder, `${prefix}${process.pid}`);
const password = 'test';
const logins = Object.fromEntries(parts.map((part) => [part, { user: part, password }])) as Logins;

let server: Promise<EmbeddedPostgres> | undefined;
let count = 0;

/** A new, migrated, empty database. The first call starts Postgres for this process (1–2 s), later ones take some 50 ms. */
export async function testDatabase(): Promise<TestDatabase> {
  server ??= startServer();
  const { url: adminUrl } = await server;
  count += 1;
  const name = `test_${count}_${crypto.randomUUID().slice(0, 8)}`;
  await withClient(adminUrl, async (admin) => {
    await admin.query(`create database ${name} template ${template}`);
    await allowConnections(admin, name, logins);
  });
  const urls = Object.fromEntries(parts.map((part) => [part, urlOf(adminUrl, name, part)])) as Record<Part, string>;
  const drop = () => withClient(adminUrl, async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`)));
  return { urls, ownerUrl: urlOf(adminUrl, name), adminUrl, drop };
}

/** Ends this process' Postgres, if it was started, and removes its files. */
export async function stopTestServer(): Promise<void> {
  const started = server;
  server = undefined;
  await (await started?.catch(() => undefined))?.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function startServer(): Promise<EmbeddedPostgres> {
  await removeLeftovers();
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const started = await startPostgres({ dataDir, password, durable: false });
  await withClient(started.url, async (admin) => {
    const { rowCount } = await admin.query('select from pg_database where datname = $1 and datistemplate', [template]);
    if (rowCount) return;
    await admin.query(`create database ${template}`);
    await migrate({ url: urlOf(started.url, template), logins });
    // Set last: what has it is whole. Files tested in isolation each come here, with one server.
    await admin.query(`alter database ${template} is_template true`);
  });
  return started;
}

/** A killed run could not clean up after itself. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    if (!Number.isInteger(owner) || isAlive(owner)) continue;
    const leftover = join(folder, name);
    if ((await stat(leftover).catch(() => undefined))?.uid !== process.getuid?.()) continue;
    await endProcess(join(leftover, 'cluster'), 1_000);
    await rm(leftover, { recursive: true, force: true });
  }
}

function urlOf(adminUrl: string, database: string, user?: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (user) url.username = user;
  return url.href;
}

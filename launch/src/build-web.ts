import { readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { filesOf, inputsHash, stampFile, webFolder } from './web.ts'

/** Builds the web app, and beside each file what browsers are sent of it: compressed once, as small as it gets. */
const hash = await inputsHash()
const vite = Bun.spawn([process.execPath, '--bun', 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
  cwd: webFolder,
  stdio: ['ignore', 'inherit', 'inherit'],
})
if ((await vite.exited) !== 0) {
  console.error('The web app could not be built.')
  process.exit(1)
}

const compressible = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest'])
for (const file of await filesOf(join(webFolder, 'dist'))) {
  if (!compressible.has(extname(file))) continue
  const content = await readFile(file)
  const [brotli, zipped] = await Promise.all([
    promisify(brotliCompress)(content),
    promisify(gzip)(content, { level: 9 }),
  ])
  await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, zipped)])
}
await writeFile(stampFile, hash)

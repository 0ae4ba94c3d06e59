import { defineConfig } from 'drizzle-kit'

// One service at a time, after a change of its tables.ts:
//   bun run --cwd db generate patient --name=add-phone
// The kit writes migrations/<service>/; read the SQL before you commit it. Exclusion constraints, functions and
// the like, which the kit can't express: … generate patient --custom --name=no-overlap, and write the file by hand.
// Extensions are there already, in the schema `extensions`, which is on the search path.
const service = process.env.SERVICE
if (!service) throw new Error('SERVICE is missing: the name of the service whose migration is to be generated')

export default defineConfig({
  dialect: 'postgresql',
  schema: `../services/${service}/src/tables.ts`,
  out: `./migrations/${service}`,
})

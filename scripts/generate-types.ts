import { readFileSync, writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { generate, IdentifierNode, PostgresDialect } from 'kysely-codegen'
import type pg from 'pg'
import { openDatabase, openPool } from '../server/src/db/pool.ts'
import { startTestPostgres, TEMPLATE } from '../server/src/testing/postgres.ts'

const FILE = resolve(import.meta.dirname, '../server/src/db/types.ts')

/** Writes `server/src/db/types.ts` from the migrated schema; with `--check` it only says whether the file is fresh. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
  const text = await typesOfSchema()
  if (!values.check) {
    writeFileSync(FILE, text)
    return
  }
  if (readFileSync(FILE, 'utf8') === text) return
  console.error(`${relative(process.cwd(), FILE)} does not fit the migrations: run "npm run types".`)
  process.exitCode = 1
}

async function typesOfSchema(): Promise<string> {
  const postgres = await startTestPostgres()
  const pool = openPool(postgres.url(TEMPLATE))
  const db = openDatabase(pool)
  try {
    return await generate({
      db: db.withoutPlugins(),
      dialect: new PostgresDialect(),
      camelCase: true,
      excludePattern: 'migration',
      typeMapping: { int8: 'number', date: 'string' },
      overrides: { columns: await messageIds(pool) },
      outFile: null,
    })
  } finally {
    await db.destroy()
    await postgres.stop()
  }
}

/** Message ids do not fit a number: they are bigints in the database and decimal strings everywhere else. */
async function messageIds(pool: pg.Pool): Promise<Record<string, IdentifierNode>> {
  const { rows } = await pool.query<{ name: string }>(`
    select table_name || '.' || column_name as name
    from information_schema.columns
    where table_schema = 'public' and data_type = 'bigint'
      and (column_name ~ '(^|_)message_id$' or (table_name, column_name) = ('message', 'id'))`)
  return Object.fromEntries(rows.map(({ name }) => [name, new IdentifierNode('string')]))
}

await main()

import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../config.ts'
import type { Connection } from '../../db/connect.ts'
import { openPool } from '../../db/pool.ts'
import { type TestApp, testApp } from '../../testing/app.ts'
import { cast } from '../../testing/cast.ts'
import { runCli } from '../cli.ts'

let app: TestApp
let pool: pg.Pool

beforeAll(async () => {
  app = await testApp()
  await cast(app)
  pool = openPool(app.databaseUrl)
})
afterAll(async () => {
  await pool.end()
  await app.close()
})

/** What is found of the clock, the newest session being of `seen`, with the database at this address. */
async function clock(seen: Date, connection: Partial<Connection> = {}): Promise<{ state: string; detail: string }> {
  await pool.query('update session set last_seen_at = $1', [seen])
  const given = { pool, kind: 'external', url: app.databaseUrl, version: '18', ...connection } as Connection
  const out: string[] = []
  const print = (line: unknown) => void out.push(String(line))
  const cli = {
    config: () => readConfig({ NANIWA_DATA: app.config.dataDirectory, DATABASE_URL: app.databaseUrl }),
    withConnection: <T>(_: string, work: (one: Connection) => Promise<T>) => work(given),
    withApp: () => Promise.reject(new Error('not needed')),
  }
  await runCli(['doctor', '--json'], cli, {}, { log: print, error: print })
  process.exitCode = 0
  return JSON.parse(out.join('\n')).findings.find(({ subject }: { subject: string }) => subject === 'clock')
}

const now = () => new Date()

test('a clock that stands before what was written down went back', async () => {
  const hour = 60 * 60 * 1_000
  const found = await clock(new Date(Date.now() + hour))
  expect(found).toMatchObject({ state: 'wrong', detail: expect.stringMatching(/went back.* 3\d\d\d s from now/) })
})

test('a database on this machine tells nothing of the clock, and that is said', async () => {
  const unchecked = { state: 'good', detail: expect.stringContaining('not checked against the outside') }
  expect(await clock(now(), { kind: 'embedded', url: 'postgres://db.example/naniwa' })).toMatchObject(unchecked)
  for (const url of ['postgres://localhost/a', 'postgres://%2Frun%2Fpostgresql/a', 'postgres:///a?host=/run'])
    expect(await clock(now(), { url })).toMatchObject(unchecked)
})

test('one elsewhere is compared with', async () => {
  const url = 'postgres://db.example/naniwa'
  expect(await clock(now(), { url })).toMatchObject({ detail: expect.stringMatching(/^the database is -?\d+ ms away/) })
})

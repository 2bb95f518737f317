import { appendFile, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { api, type StatisticsReport } from '@naniwa/contract'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAccessLog } from '../lib/access-log.ts'
import type { Signed } from '../testing/app.ts'
import { makeGroup, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { sweepAccess } from './compact.ts'
import { exportAccess } from './export.ts'
import { cacheDirectory, fetchFile, readFiles } from './files.ts'
import { readReport } from './report.ts'
import { keepLines, shipAccess } from './ship.ts'

const HOUR_MS = 60 * 60 * 1_000
const stage = scene()
const as = (person: Signed) => overHttp(stage.server, person)
const app = () => stage.server.app

/** Monday, noon in Tokyo. */
const MONDAY = new Date('2026-11-30T03:00:00Z')

beforeEach(async () => {
  app().clock.set(MONDAY)
  await shipAccess(app())
  await sql`truncate access_file`.execute(app().db)
})
let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'naniwa-test-access-'))
})
afterEach(() => rm(directory, { recursive: true }))

async function report(person: Signed = stage.people.aiko, days: 7 | 30 | 365 = 7): Promise<StatisticsReport> {
  await shipAccess(app())
  return as(person).call(api.statistics.read, { days, timeZone: 'Asia/Tokyo' })
}

const today = ({ days }: StatisticsReport) => days.at(-1)

async function talk(): Promise<number> {
  const { aiko, ben } = stage.people
  const { id: roomId } = await makeGroup(as(aiko), [[ben, 'member']])
  await say(as(aiko), roomId, 'おはよう')
  await say(as(ben), roomId, 'おはようございます')
  await say(as(ben), roomId, '見積書です')
  return roomId
}

test('only administrators read statistics, and of their own organization alone', async () => {
  const { aiko, ben, dai } = stage.people
  await talk()
  await as(ben).call(api.accounts.me, {})
  expect(await outcome(as(ben).call(api.statistics.read, {}))).toBe('forbidden')
  expect(await outcome(overHttp(stage.server).call(api.statistics.read, {}))).toBe('unauthenticated')
  expect(today(await report(aiko))).toMatchObject({ day: '2026-11-30', active: 2, posting: 2, messages: 3 })
  await as(dai).call(api.accounts.me, {})
  const other = await report(dai)
  expect(today(other)).toMatchObject({ active: 1, posting: 0, messages: 0 })
  expect(other.endpoints.map(({ name }) => name)).toEqual(['accounts.me'])
})

test('before anything was logged there is nothing to tell, and that is told', async () => {
  const told = await readReport(app(), { organizationId: null, days: 7, timeZone: 'Asia/Tokyo' })
  expect(told).toMatchObject({ until: null, programs: [], latency: { p50: null, p99: null } })
  expect(told.days).toHaveLength(7)
})

test('people, messages, hours, errors and the time calls take are told', async () => {
  const { aiko, ben } = stage.people
  const roomId = await talk()
  expect(await outcome(as(ben).call(api.rooms.delete, { roomId }))).toBe('forbidden')
  const told = await report(aiko)
  expect(told).toMatchObject({ people: 4, until: MONDAY.getTime(), storage: { used: 0, quota: null } })
  expect(told.days.map(({ day }) => day)).toEqual([24, 25, 26, 27, 28, 29, 30].map((day) => `2026-11-${day}`))
  expect(told.errors).toEqual([{ code: 'forbidden', count: 1 }])
  expect(told.hours.flatMap((count, hour) => (count > 0 ? [[hour, count]] : []))).toEqual([[12, 3]])
  expect(told.endpoints[0]).toMatchObject({ name: 'messages.send', calls: 3 })
  expect(told.latency.p50).toBeGreaterThan(0)
  expect(told.latency.p99).toBeGreaterThanOrEqual(told.latency.p50 ?? Number.NaN)
})

test('a program is told by what it is called, and is nobody who was here', async () => {
  const { ben, aiko } = stage.people
  const { secret } = await as(ben).call(api.tokens.create, { name: "請求 'bot' 🤖" })
  const ask = () => fetch(`${stage.server.url}/v2/me`, { headers: { 'X-ChatWorkToken': secret } })
  for (let count = 0; count < 3; count++) expect((await ask()).status).toBe(200)
  const { programs, days } = await report(aiko)
  expect(programs).toEqual([{ name: "請求 'bot' 🤖", calls: 3, refused: 0 }])
  expect(days.at(-1)?.active).toBe(1)
})

test('the same is told when hours are put together, and a second sweep finds nothing to do', async () => {
  const { aiko } = stage.people
  await talk()
  app().clock.advance(HOUR_MS)
  await talk()
  const before = await report(aiko)
  app().clock.advance(3 * HOUR_MS)
  await sweepAccess(app())
  const kinds = () =>
    sql<{ kind: string }>`select kind from access_file where kind <> 'spent' order by hour, kind`.execute(app().db)
  expect((await kinds()).rows.map(({ kind }) => kind)).toEqual(['parquet', 'parquet'])
  await sweepAccess(app())
  expect((await kinds()).rows).toHaveLength(2)
  const { organizationId } = aiko
  const after = await readReport(app(), { organizationId, days: 7, timeZone: 'Asia/Tokyo' })
  expect(after.days).toEqual(before.days.map((day, at) => (at === 6 ? { ...day, calls: day.calls } : day)))
  expect(after.hours).toEqual(before.hours)
  expect(today({ ...before, ...after })).toMatchObject({ messages: 6 })
})

/** What is in the catalogue, oldest first. */
async function catalogue(): Promise<{ hour: string; hours: number; kind: string }[]> {
  const { rows } = await sql<{ hour: Date; hours: number; kind: string }>`
    select hour, hours, kind from access_file where kind <> 'spent' order by hour, hours desc, kind
  `.execute(app().db)
  return rows.map(({ hour, ...rest }) => ({ hour: hour.toISOString().slice(0, 13), ...rest }))
}

const told = () => readReport(app(), { organizationId: null, days: 7, timeZone: 'Asia/Tokyo' })

test('the hours of a day that is over become one file, what comes late joins it, and the same is told', async () => {
  for (let hour = 0; hour < 3; hour++) {
    await talk()
    await shipAccess(app())
    app().clock.advance(HOUR_MS)
  }
  const before = await told()
  // The last hour of the day, by UTC, is over, but lines of it may come yet.
  app().clock.set(new Date('2026-12-01T00:14:00Z'))
  await sweepAccess(app())
  const hours = ['03', '04', '05'].map((hour) => ({ hour: `2026-11-30T${hour}`, hours: 1, kind: 'parquet' }))
  expect(await catalogue()).toEqual(hours)
  app().clock.advance(60_000)
  await Promise.all([sweepAccess(app()), sweepAccess(app())])
  const day = { hour: '2026-11-30T00', hours: 24, kind: 'parquet' }
  expect(await catalogue()).toEqual([day])
  const after = await told()
  expect(after.days.find(({ messages }) => messages > 0)).toEqual(before.days.at(-1))
  expect({ hours: after.hours, latency: after.latency }).toEqual({ hours: before.hours, latency: before.latency })

  const late = { time: MONDAY.getTime(), accountId: stage.people.aiko.accountId, program: null, ms: 3 }
  const line = JSON.stringify({ ...late, endpoint: 'messages.send', outcome: 'done' })
  await keepLines(app(), 'late', MONDAY, Buffer.from(`${line}\n`))
  await sweepAccess(app())
  expect(await catalogue()).toEqual([day])
  expect((await told()).days.find(({ messages }) => messages > 0)).toMatchObject({ messages: 10 })
})

test('a process that dies while it puts a day together loses nothing, and what it leaves counts for nothing and goes', async () => {
  await talk()
  await shipAccess(app())
  app().clock.advance(HOUR_MS)
  await talk()
  await shipAccess(app())
  app().clock.advance(24 * HOUR_MS)
  const { blobs } = app()
  const stored: string[] = []
  /** Dies behind the writing of a blob, which comes before anything is replaced. */
  const dying = {
    ...app(),
    blobs: {
      ...blobs,
      async put(key: string, bytes: Buffer) {
        await blobs.put(key, bytes)
        stored.push(key)
        throw new Error('killed')
      },
    },
  }
  await expect(sweepAccess(dying)).rejects.toThrow('killed')
  expect((await catalogue()).map(({ hours }) => hours)).toEqual([1, 1])
  expect((await told()).days.find(({ messages }) => messages > 0)).toMatchObject({ messages: 6 })
  await sweepAccess(app())
  expect((await catalogue()).map(({ hours }) => hours)).toEqual([24])
  expect((await told()).days.find(({ messages }) => messages > 0)).toMatchObject({ messages: 6 })
  expect(await blobs.head(stored[0] as string)).not.toBeNull()
  app().clock.advance(HOUR_MS)
  await sweepAccess(app())
  for (const key of stored) expect(await blobs.head(key)).toBeNull()
})

test('a question about fewer days leaves what one about more is reading, and what nobody names any more goes', async () => {
  await talk()
  await shipAccess(app())
  app().clock.advance(20 * 24 * HOUR_MS)
  await report(stage.people.aiko, 30)
  const directory = await cacheDirectory(app())
  const copies = await readdir(directory)
  expect(copies.length).toBeGreaterThan(1)
  await report(stage.people.aiko, 7)
  expect(await readdir(directory)).toEqual(expect.arrayContaining(copies))
  await sql`truncate access_file`.execute(app().db)
  for (const name of copies) await utimes(join(directory, name), 0, 0)
  await report(stage.people.aiko, 7)
  expect((await readdir(directory)).filter((name) => copies.includes(name))).toEqual([])
})

test('whoever read the catalogue just before an hour was put together still finds what it names, for an hour', async () => {
  await talk()
  await shipAccess(app())
  const now = app().clock.now().getTime()
  const [named] = await readFiles(app().db, new Date(now - HOUR_MS), new Date(now + HOUR_MS))
  if (named?.kind !== 'raw') throw new Error('nothing was logged')
  app().clock.advance(2 * HOUR_MS)
  await sweepAccess(app())
  const found = () => fetchFile(app(), named, directory).then(readFile)
  expect((await found()).length).toBeGreaterThan(0)
  await rm(join(directory, `${named.blob}.access.ndjson.gz`))
  app().clock.advance(HOUR_MS)
  await sweepAccess(app())
  expect((await sql`select from access_file where kind = 'spent'`.execute(app().db)).rows).toEqual([])
  await expect(found()).rejects.toThrow()
})

test('what is too old is dropped', async () => {
  await talk()
  await shipAccess(app())
  app().clock.advance(2 * HOUR_MS)
  await sweepAccess(app())
  app().clock.advance(400 * 24 * HOUR_MS)
  await sweepAccess(app())
  app().clock.advance(HOUR_MS)
  await sweepAccess(app())
  expect((await sql`select blob from access_file`.execute(app().db)).rows).toEqual([])
})

test('lines that a killed process left are counted, all but the one it was writing', async () => {
  const { aiko } = stage.people
  const place = app().access.directory as string
  const line = {
    time: MONDAY.getTime(),
    accountId: aiko.accountId,
    program: null,
    endpoint: 'messages.send',
    outcome: 'done',
    ms: 3,
  }
  await shipAccess(app())
  const left = join(place, '2026-11-30T03.999999999.0123456789abcdef.open')
  await writeFile(left, `${JSON.stringify(line)}\n${JSON.stringify(line)}\n`)
  await appendFile(left, JSON.stringify(line).slice(0, 40))
  await as(aiko).call(api.accounts.me, {})
  await shipAccess(app())
  expect(today(await report(aiko))).toMatchObject({ messages: 2 })
  expect((await readdir(place)).filter((name) => name.includes('0123456789abcdef'))).toEqual([])
})

test('of a process that has our number and wrote for the last time long ago, too', async () => {
  const place = app().access.directory as string
  const left = join(place, `2026-11-30T03.${process.pid}.0123456789abcdef.open`)
  const call = async () => {
    await as(stage.people.aiko).call(api.accounts.me, {})
    await shipAccess(app())
    return (await readdir(place)).some((name) => name.includes('0123456789abcdef'))
  }
  await call()
  await writeFile(left, '')
  expect(await call()).toBe(true)
  await utimes(left, 0, 0)
  expect(await call()).toBe(false)
})

test('shipped twice, after a crash in between, it counts once', async () => {
  const { aiko } = stage.people
  await talk()
  const place = app().access.directory as string
  await app().access.rotate()
  const [name = ''] = (await readdir(place)).filter((one) => one.endsWith('.ndjson'))
  const bytes = await readFile(join(place, name))
  await shipAccess(app())
  await writeFile(join(place, name), bytes)
  expect(today(await report(aiko))).toMatchObject({ messages: 3 })
})

test('it is exported by date; what is there already stays until a day takes the place of its hours', async () => {
  for (let hour = 0; hour < 2; hour++) {
    await talk()
    await shipAccess(app())
    app().clock.advance(HOUR_MS)
  }
  app().clock.advance(HOUR_MS)
  await sweepAccess(app())
  expect(await exportAccess(app(), directory)).toEqual({ files: 2 })
  const place = join(directory, 'date=2026-11-30')
  const [name = '', ...others] = await readdir(place)
  expect(others).toHaveLength(1)
  expect((await readFile(join(place, name))).subarray(0, 4).toString()).toBe('PAR1')
  await writeFile(join(place, name), 'kept')
  await writeFile(join(place, 'somebody’s.txt'), 'notes')
  await exportAccess(app(), directory)
  expect((await readFile(join(place, name))).toString()).toBe('kept')
  app().clock.advance(24 * HOUR_MS)
  await sweepAccess(app())
  expect(await exportAccess(app(), directory)).toEqual({ files: 1 })
  expect((await readdir(place)).filter((one) => one.endsWith('.parquet'))).not.toContain(name)
  expect(await readdir(place)).toHaveLength(2)
})

test('a log nobody writes to makes nothing, and an hour is a file', async () => {
  const log = openAccessLog(directory, app().clock, app().log)
  const access = { accountId: 1, program: null, endpoint: 'a.b', outcome: 'done', ms: 1 }
  await log.rotate()
  expect(await readdir(directory)).toEqual([])
  log.write(access)
  app().clock.advance(HOUR_MS)
  log.write(access)
  log.write(access)
  await log.rotate()
  const names = (await readdir(directory)).sort()
  expect(names.map((name) => name.slice(0, 13))).toEqual(['2026-11-30T03', '2026-11-30T04'])
  expect((await readFile(join(directory, names[1] ?? ''), 'utf8')).trim().split('\n')).toHaveLength(2)
})

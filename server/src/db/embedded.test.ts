import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { isRoot } from '../lib/system-user.ts'
import { temporaryDirectory } from '../testing/temporary.ts'
import { readPidFile } from './cluster.ts'
import { joinEmbedded, startEmbedded } from './embedded.ts'
import { openPool } from './pool.ts'

/** A data directory that was used before: a copy of it saves each test the making of one. */
let used: string
let dataDirectory: string
let reports: string[]

beforeAll(async () => {
  used = dataDirectory = temporaryDirectory('embedded-used')
  const { stop } = await startEmbedded(options('serve'))
  await stop()
})
afterAll(() => rmSync(used, { recursive: true, force: true }))

beforeEach(() => {
  dataDirectory = temporaryDirectory('embedded')
  reports = []
})
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }))

function copyUsed(): void {
  execFileSync('cp', ['-a', `${used}/.`, dataDirectory])
}

function options(purpose: string) {
  return { dataDirectory, purpose, report: (message: string) => reports.push(message) }
}

async function query(url: string, statement: string): Promise<unknown> {
  const pool = openPool(url, { max: 1 })
  try {
    const { rows } = await pool.query(statement)
    return Object.values(rows[0] ?? {})[0]
  } finally {
    await pool.end()
  }
}

function postmaster(): number {
  return Number(readPidFile(join(dataDirectory, 'postgres'))[0])
}

test('a new data directory gets a database that survives a restart', async () => {
  const first = await startEmbedded(options('serve'))
  await query(first.url, 'create table kept as select 42 as answer')
  expect(await query(first.url, 'show synchronous_commit')).toBe('on')
  expect(await query(first.url, 'show fsync')).toBe('on')
  await first.stop()
  expect(existsSync(join(dataDirectory, 'postgres/postmaster.pid'))).toBe(false)

  const second = await startEmbedded(options('serve'))
  expect(await query(second.url, 'select answer from kept')).toBe(42)
  await second.stop()
})

test('only the owner can read the password and the cluster, and nothing listens on the network', async () => {
  copyUsed()
  const { url, stop } = await startEmbedded(options('serve'))
  expect(statSync(join(dataDirectory, 'postgres-password')).mode & 0o777).toBe(0o600)
  expect(statSync(join(dataDirectory, 'postgres')).mode & 0o777).toBe(0o700)
  expect(await query(url, 'show listen_addresses')).toBe('')
  await expect(query(url.replace(/naniwa:[^@]*@/, 'naniwa:wrong@'), 'select 1')).rejects.toThrow('password')
  await stop()
})

test('a second server on the same directory is refused, a command shares the first', async () => {
  copyUsed()
  const server = await startEmbedded(options('serve'))
  await expect(startEmbedded(options('serve'))).rejects.toThrow(`already running on ${dataDirectory} (process`)
  const command = await joinEmbedded(options('account list'))
  expect(await query(command.url, 'select 1')).toBe(1)
  await command.stop()
  expect(await query(server.url, 'select 2')).toBe(2)
  await server.stop()
})

test('a server waits for the command that is using the directory', async () => {
  copyUsed()
  const command = await joinEmbedded(options('demo'))
  const starting = startEmbedded(options('serve'))
  await expect.poll(() => reports).toEqual([expect.stringContaining('Waiting for the command "demo"')])
  await command.stop()
  const server = await starting
  expect(await query(server.url, 'select 1')).toBe(1)
  await server.stop()
})

test('a killed PostgreSQL is brought back with everything it acknowledged', async () => {
  copyUsed()
  const { url, stop } = await startEmbedded(options('serve'))
  await query(url, 'create table kept as select 42 as answer')
  process.kill(postmaster(), 'SIGKILL')
  await expect.poll(() => query(url, 'select answer from kept').catch(String), { timeout: 20_000 }).toBe(42)
  expect(reports).toEqual(['PostgreSQL ended unexpectedly: starting it again.'])
  await stop()
})

test('a PostgreSQL left behind by a killed server is stopped and its data taken over', async () => {
  copyUsed()
  const module = JSON.stringify(join(import.meta.dirname, 'embedded.ts'))
  const script = `const { startEmbedded } = await import(${module})
    await startEmbedded({ dataDirectory: ${JSON.stringify(dataDirectory)}, purpose: 'serve', report() {} })
    process.kill(process.pid, 'SIGKILL')`
  expect(() => execFileSync(process.execPath, ['--input-type=module', '--eval', script])).toThrow()
  const left = postmaster()
  expect(process.kill(left, 0)).toBe(true)
  const { url, stop } = await startEmbedded(options('serve'))
  expect(postmaster()).not.toBe(left)
  expect(await query(url, 'select 1')).toBe(1)
  await stop()
})

test('a pid file whose number now belongs to another program does not keep PostgreSQL from starting', async () => {
  copyUsed()
  const first = await startEmbedded(options('serve'))
  const pidFile = join(dataDirectory, 'postgres/postmaster.pid')
  const lines = readFileSync(pidFile, 'utf8').split('\n')
  await first.stop()
  writeFileSync(pidFile, [String(process.pid), ...lines.slice(1)].join('\n'))
  const second = await startEmbedded(options('serve'))
  expect(await query(second.url, 'select 1')).toBe(1)
  await second.stop()
})

test('a data directory with a long path works all the same', async () => {
  const long = { ...options('serve'), dataDirectory: join(dataDirectory, 'x'.repeat(100)) }
  const { url, stop } = await startEmbedded(long)
  expect(await query(url, 'select 1')).toBe(1)
  await stop()
})

test.runIf(isRoot())('a directory that the user postgres cannot enter is refused with what to do', async () => {
  chmodSync(dataDirectory, 0o700)
  await expect(startEmbedded(options('serve'))).rejects.toThrow(
    'set NANIWA_DATA to a directory others may pass through',
  )
})

test('a cluster of another major version is refused', async () => {
  copyUsed()
  writeFileSync(join(dataDirectory, 'postgres/PG_VERSION'), '17\n')
  await expect(startEmbedded(options('serve'))).rejects.toThrow('was made by PostgreSQL 17')
})

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { readPidFile } from '../server/src/db/cluster.ts'
import { isRoot } from '../server/src/lib/system-user.ts'
import { temporaryDirectory } from '../server/src/testing/temporary.ts'
import { testDatabase } from '../server/src/testing/world.ts'

const ROOT = resolve(import.meta.dirname, '..')
const NOBODY = { uid: 65_534, gid: 65_534 }

/** A data directory that was used before: a copy of it saves each test the making of one. */
let used: string
let folder: string
let dataDirectory: string
let running: Program[]

beforeAll(async () => {
  used = folder = dataDirectory = temporaryDirectory('start-used')
  running = []
  expect(await start('node', ['migrate']).ended).toBe(0)
})
afterAll(() => rmSync(used, { recursive: true, force: true }))

beforeEach(() => {
  folder = temporaryDirectory('start')
  dataDirectory = join(folder, 'data')
  running = []
})
afterEach(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGTERM')
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
})

function copyUsed(): void {
  spawnSync('cp', ['-a', used, dataDirectory])
}

type Options = Readonly<{ env?: Record<string, string>; user?: { uid: number; gid: number } }>

/** A child of this process and what it has printed so far. */
type Program = Readonly<{ child: ChildProcess; printed: { out: string; err: string }; ended: Promise<number | null> }>

/** `node` skips the launcher, which would look at dependencies and web client. */
function start(command: 'npm' | 'launcher' | 'node', args: string[], { env = {}, user }: Options = {}): Program {
  const commands = {
    npm: ['npm', 'start'],
    launcher: [process.execPath, join(ROOT, 'scripts/naniwa.mjs'), ...args],
    node: [process.execPath, join(ROOT, 'server/src/main.ts'), ...args],
  }
  const [program = '', ...rest] = commands[command]
  const surroundings = {
    PATH: process.env.PATH,
    HOME: folder,
    PORT: '0',
    NANIWA_DATA: dataDirectory,
    NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.naniwa/compile-cache'),
  }
  const child = spawn(program, rest, { cwd: ROOT, env: { ...surroundings, ...env }, ...user, detached: true })
  const printed = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (printed.out += chunk))
  child.stderr.on('data', (chunk) => (printed.err += chunk))
  const started = { child, printed, ended: once(child, 'close').then(([code]) => code as number | null) }
  running.push(started)
  return started
}

/** The URL, once the server is up. */
async function urlOf({ child, printed, ended }: Program): Promise<string> {
  const over = ended.then(() => 'over')
  for (;;) {
    const url = /Naniwa is at (\S+)/.exec(printed.out)?.[1]
    if (url) return url
    const next = await Promise.race([once(child.stdout as Readable, 'data'), over])
    if (next === 'over') throw new Error(`it ended without a URL: ${printed.err}`)
  }
}

/** What must be refused: one line on stderr, exit code 1, no stack. */
async function refusal(options: Options = {}, command: 'serve' | 'migrate' = 'serve'): Promise<string> {
  const { ended, printed } = start('node', [command], options)
  const [code, { out, err }] = [await ended, printed]
  expect({ code, out, lines: err.trimEnd().split('\n').length }, err).toEqual({ code: 1, out: '', lines: 1 })
  return err
}

/** The same where the database cannot be opened, which is one for all: `migrate` loads the least besides. */
function unopened(options: Options = {}): Promise<string> {
  return refusal(options, 'migrate')
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}

function postmaster(): number {
  return Number(readPidFile(join(dataDirectory, 'postgres'))[0])
}

test('SIGTERM that reaches npm alone drains the server and stops PostgreSQL', async () => {
  copyUsed()
  const npm = start('npm', [])
  const url = await urlOf(npm)
  expect(await (await fetch(`${url}/healthz`)).text()).toContain('alive')
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  const database = postmaster()
  npm.child.kill('SIGTERM')
  expect(await npm.ended).toBe(0)
  expect(isGone(database)).toBe(true)
  expect(readPidFile(join(dataDirectory, 'postgres'))).toEqual([])
})

test("Ctrl-C, which reaches npm, launcher and npm's child all at once, drains once", async () => {
  copyUsed()
  const npm = start('npm', [])
  await urlOf(npm)
  process.kill(-(npm.child.pid as number), 'SIGINT')
  expect(await npm.ended).toBe(0)
  expect(readPidFile(join(dataDirectory, 'postgres'))).toEqual([])
})

test('the server stops in good order when its launcher is killed', async () => {
  copyUsed()
  const launcher = start('launcher', ['serve'])
  await urlOf(launcher)
  launcher.child.kill('SIGKILL')
  await expect.poll(() => readPidFile(join(dataDirectory, 'postgres')), { timeout: 10_000 }).toEqual([])
})

test('a killed server leaves a data directory that starts again', async () => {
  copyUsed()
  const first = start('node', ['serve'])
  await urlOf(first)
  first.child.kill('SIGKILL')
  await first.ended
  expect(await urlOf(start('node', ['serve']))).toContain('http://')
})

test('a second start on the same data directory is refused, and commands share the first', async () => {
  copyUsed()
  await urlOf(start('node', ['serve']))
  expect(await refusal()).toMatch(
    /^Naniwa is already running on \S+ \(process \d+\): stop that one, or set NANIWA_DATA/,
  )
  const doctor = start('node', ['doctor', '--json'])
  expect(await doctor.ended).toBe(0)
  expect(JSON.parse(doctor.printed.out)).toMatchObject({ healthy: true })
})

test('a taken port is refused', async () => {
  copyUsed()
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  expect(await refusal({ env: { PORT: String(port) } })).toContain(`Port ${port} on 127.0.0.1 is taken`)
  other.close()
})

test('a wrong DATABASE_URL is refused', async () => {
  const env = { DATABASE_URL: 'postgres://naniwa:hunter2@127.0.0.1:1/naniwa' }
  expect(await refusal({ env })).toMatch(/127\.0\.0\.1:1\/naniwa.*nothing answers there: start PostgreSQL/)
  expect(await unopened({ env: { DATABASE_URL: 'naniwa' } })).toContain('DATABASE_URL looks like postgres://')
})

test('a schema that a newer version has changed is refused', async () => {
  const { url, db, drop } = await testDatabase()
  await sql`insert into migration (number, name, checksum, breaking) values (9999, '9999_future', '', true)`.execute(db)
  expect(await unopened({ env: { DATABASE_URL: url } })).toContain('The database is at schema 9999_future, newer than')
  await drop()
})

test('a data directory that is a file is refused', async () => {
  writeFileSync(dataDirectory, '')
  expect(await unopened()).toContain('is not a directory: set NANIWA_DATA to one')
})

test.runIf(isRoot())('an ordinary user starts it too, and is refused a directory of somebody else', async () => {
  mkdirSync(dataDirectory, { mode: 0o700 })
  chownSync(dataDirectory, NOBODY.uid, NOBODY.gid)
  expect(await urlOf(start('node', ['serve'], { user: NOBODY }))).toContain('http://')
  const env = { NANIWA_DATA: join(folder, 'other') }
  expect(await unopened({ user: NOBODY, env })).toContain('set NANIWA_DATA to another')
})

/** A disk of one's own to fill; asks for the right to mount. */
function mountDisk(size: string): boolean {
  mkdirSync(dataDirectory)
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=711`, 'tmpfs', dataDirectory]).status === 0
}

function unmountDisk(): void {
  spawnSync('umount', [dataDirectory])
}

test('a full disk is refused', async ({ skip }) => {
  if (!isRoot() || !mountDisk('16m')) skip('cannot mount a disk')
  try {
    expect(await unopened()).toMatch(/^The disk of \S+ is full \(\d+ MiB left\): free at least 64 MiB/)
    spawnSync('dd', ['if=/dev/zero', `of=${join(dataDirectory, 'filler')}`, 'bs=1M'])
    expect(await unopened()).toMatch(/^The disk of \S+ is full: free some space/)
  } finally {
    unmountDisk()
  }
})

test('a read-only disk is refused', async ({ skip }) => {
  if (!isRoot() || !mountDisk('16m')) skip('cannot mount a disk')
  try {
    spawnSync('mount', ['-o', 'remount,ro', dataDirectory])
    expect(await unopened()).toMatch(/^The disk of \S+ is read-only: mount it writable, or set NANIWA_DATA/)
  } finally {
    unmountDisk()
  }
})

test('the program and its server have their help, and unknown commands are refused', async () => {
  const helps = [['--help'], ['serve', '-h']].map((args) => start('node', args))
  expect(await Promise.all(helps.map(({ ended }) => ended))).toEqual([0, 0])
  for (const { printed } of helps) expect(printed.out).toMatch(/^Usage: naniwa(.|\n)*--json/)
  const dance = start('node', ['dance'])
  expect(await dance.ended).toBe(1)
  expect(dance.printed.err).toBe("error: unknown command 'dance'\n")
})

test('with --json an error is JSON on stdout', async () => {
  const { ended, printed } = start('node', ['migrate', '--json'], { env: { PORT: 'x' } })
  expect(await ended).toBe(1)
  const message = expect.stringContaining('PORT is a whole number')
  expect(JSON.parse(printed.out)).toEqual({ error: { code: 'failed', message } })
})

test('doctor says what is wrong, and changes nothing', async () => {
  const env = { DATABASE_URL: 'postgres://naniwa@127.0.0.1:1/naniwa' }
  const { ended, printed } = start('node', ['doctor', '--json'], { env })
  expect(await ended).toBe(1)
  const { healthy, findings } = JSON.parse(printed.out)
  expect(healthy).toBe(false)
  expect(findings).toContainEqual({
    subject: 'database',
    state: 'wrong',
    detail: expect.stringContaining('nothing answers there'),
  })
  expect(existsSync(dataDirectory)).toBe(false)
})

import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { api } from '@naniwa/contract'
import { pino } from 'pino'
import { afterAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/src/app.ts'
import { readConfig } from '../../server/src/config.ts'
import { clusterUrl } from '../../server/src/db/cluster.ts'
import { openDatabase, openPool } from '../../server/src/db/pool.ts'
import { freePort } from '../../server/src/lib/free-port.ts'
import type { Signed } from '../../server/src/testing/app.ts'
import { strangers } from '../../server/src/testing/crowd.ts'
import { hashOf, sendFile } from '../../server/src/testing/files.ts'
import { overHttp } from '../../server/src/testing/scene.ts'
import { cookieOf } from '../../server/src/testing/server.ts'
import { temporaryDirectory } from '../../server/src/testing/temporary.ts'
import { hasEngines } from './stage.ts'

const MAIN = resolve(import.meta.dirname, '../../server/src/main.ts')
/** Every engine starts twice, beside everything else that is tested. */
const PATIENCE_MS = 10 * 60_000

const directory = temporaryDirectory('naniwa-cluster')
const started: ChildProcess[] = []
afterAll(async () => {
  // After a failure one may still run, and would bring back what loses its directory.
  for (const cluster of started.filter(isRunning)) {
    cluster.kill('SIGINT')
    await once(cluster, 'exit')
  }
  rmSync(directory, { recursive: true, force: true })
}, PATIENCE_MS)

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

/** Command lines of whatever runs over the directory. */
function running(): string[] {
  const commands = readdirSync('/proc').flatMap((pid) => {
    try {
      const [command, environment] = ['cmdline', 'environ'].map((name) =>
        readFileSync(join('/proc', pid, name), 'utf8'),
      )
      return [`${command}\0${environment}`.replaceAll('\0', ' ')]
    } catch {
      return []
    }
  })
  return commands.filter((command) => command.includes(directory))
}

describe.skipIf(!hasEngines)('naniwa cluster', () => {
  const command = [MAIN, 'cluster', '--webs=1', '--workers=1']

  /** Resolves once it says where it is. */
  async function start(port: number): Promise<{ cluster: ChildProcess; ended: Promise<unknown[]> }> {
    const env = { ...process.env, NANIWA_DATA: directory, PORT: `${port}` }
    const cluster = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    started.push(cluster)
    const ended = once(cluster, 'exit')
    const [said] = await Promise.race([once(cluster.stdout, 'data'), ended.then(() => ['it ended'])])
    expect(String(said)).toContain(`Naniwa is at http://127.0.0.1:${port}`)
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    return { cluster, ended }
  }

  /** Somebody of an organization of their own, made past the doors. */
  async function somebody(): Promise<Signed> {
    const place = join(directory, 'cluster')
    const password = readFileSync(join(place, 'password'), 'utf8')
    const db = openDatabase(openPool(clusterUrl(join(place, 'postgres-a'), password, 'naniwa'), { max: 1 }))
    const app = createApp(readConfig({ NANIWA_DATA: directory }), db, { log: pino({ level: 'silent' }) })
    const [person] = await strangers({ app }, 'Minamo')
    await db.destroy()
    return person
  }

  test('starts everything under one URL, refuses a second one, goes on after kill -9, and Ctrl+C leaves nothing behind', {
    timeout: PATIENCE_MS,
  }, async () => {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const killed = await start(port)
    const second = spawn(process.execPath, command, {
      env: { ...process.env, NANIWA_DATA: directory },
      stdio: 'ignore',
    })
    const refused = once(second, 'exit')
    const person = await somebody()
    const client = overHttp({ url }, person)
    const { id: roomId } = await client.call(api.rooms.create, { name: '図面' })
    const bytes = randomBytes(100_000)
    const { id } = await sendFile({ url }, person, { roomId, bytes })
    expect(await refused).toEqual([1, null])

    killed.cluster.kill('SIGKILL')
    await killed.ended
    // Elsewhere, since connections to the killed one are still held here.
    const again = await freePort()
    const afterwards = { url: `http://127.0.0.1:${again}` }
    const { cluster, ended } = await start(again)
    const { downloadUrl } = await overHttp(afterwards, person).call(api.files.get, { roomId, id })
    const answer = await fetch(new URL(downloadUrl as string, afterwards.url), {
      headers: { cookie: cookieOf(person) },
    })
    expect(hashOf(Buffer.from(await answer.arrayBuffer()))).toBe(hashOf(bytes))
    cluster.kill('SIGINT')
    expect(await ended).toEqual([0, null])
    expect(running()).toEqual([])
  })
})

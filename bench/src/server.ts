import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { createApp } from '../../server/src/app.ts'
import { readConfig } from '../../server/src/config.ts'
import type { App } from '../../server/src/context.ts'
import { readPidFile } from '../../server/src/db/cluster.ts'
import { connect } from '../../server/src/db/connect.ts'
import { migrate } from '../../server/src/db/migrate.ts'
import { openDatabase, openPool } from '../../server/src/db/pool.ts'
import { type Cpu, cpuBetween, readCpu } from './cpu.ts'

/** A server process over an embedded PostgreSQL of its own, in a directory that goes with it. */
export interface BenchServer {
  readonly pid: number
  readonly port: number
  /** The server's database, opened beside it, for making people and counting messages. */
  readonly app: App
  readonly pool: pg.Pool
  cpu(): Cpu
  /** Drops the consequences that the server has not got to yet, and waits until it rests: they would burden what comes next. */
  rest(): Promise<void>
  /** A migrated database beside the server's, in the same PostgreSQL: nobody carries its consequences. */
  bareDatabase(): Promise<{ app: App; close(): Promise<void> }>
  stop(): Promise<void>
}

/** The product's program. */
export const MAIN: string = resolve(import.meta.dirname, '../../server/src/main.ts')
const BARE = 'bare'

/** @param kept a data directory that is there already and stays. */
export async function startServer(kept?: string): Promise<BenchServer> {
  const directory = mkdtempSync(join(tmpdir(), 'naniwa-bench-'))
  chmodSync(directory, 0o711)
  const dataDirectory = kept ?? join(directory, 'data')
  const settings = { NANIWA_DATA: dataDirectory, PORT: '0', NANIWA_RATE_LIMITS: 'off', NANIWA_LOG_LEVEL: 'warn' }
  const { PATH, NODE_COMPILE_CACHE, BENCH_NODE_FLAGS } = process.env
  const flags = BENCH_NODE_FLAGS?.split(' ') ?? []
  const child = spawn(process.execPath, [...flags, MAIN, 'serve'], {
    env: { PATH, NODE_COMPILE_CACHE, HOME: directory, ...settings },
    // The channel tells the server when we are gone.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  try {
    const port = await portOf(child)
    const report = () => {}
    const connection = await connect({ databaseUrl: undefined, dataDirectory, purpose: 'bench', report })
    const config = readConfig(settings)
    const postgresPid = Number(readPidFile(join(dataDirectory, 'postgres'))[0])
    if (!postgresPid) throw new Error('PostgreSQL left no process id')
    const cpu = () => readCpu(child.pid as number, postgresPid)
    return {
      pid: child.pid as number,
      port,
      app: createApp(config, connection.db),
      pool: connection.pool,
      cpu,
      async rest() {
        for (let tries = 0; tries < 50; tries++) {
          await dropConsequences(connection.pool)
          const before = cpu()
          await pause(200)
          const { server, postgres } = cpuBetween(before, cpu())
          if (server + postgres < 0.04) return
        }
      },
      async bareDatabase() {
        await connection.pool.query(`create database ${BARE}`)
        const pool = openPool(connection.url.replace(/\/naniwa\?/, `/${BARE}?`))
        await migrate(pool)
        const db = openDatabase(pool)
        return { app: createApp(config, db), close: () => db.destroy() }
      },
      async stop() {
        await connection.close()
        await end(child)
        rmSync(directory, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await end(child)
    rmSync(directory, { recursive: true, force: true })
    throw error
  }
}

/** Work on a server that nobody has used, stopped whatever becomes of it. */
export async function onServer<T>(work: (server: BenchServer) => Promise<T>): Promise<T> {
  const server = await startServer()
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

/** What the server has in hand is left to it: who never waits for a lock cannot be part of a deadlock. */
async function dropConsequences(pool: pg.Pool): Promise<void> {
  await pool.query('delete from outbox where ctid = any(array(select ctid from outbox for update skip locked))')
  await pool.query(
    `delete from pgboss.job where (name, id) in (
      select name, id from pgboss.job where state = 'created' for update skip locked)`,
  )
}

function portOf(child: ChildProcess): Promise<number> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      said += chunk
      const found = /Naniwa is at http:\/\/[^:]+:(\d+)/.exec(said)
      if (found) resolve(Number(found[1]))
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

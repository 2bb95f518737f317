import { realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { api } from '@naniwa/contract'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isOutage } from '../../server/src/db/errors.ts'
import { untilKept } from '../../server/src/db/kept.ts'
import { openDatabase, openPool } from '../../server/src/db/pool.ts'
import { replicaReading } from '../../server/src/db/replica.ts'
import type { Fleet } from '../../server/src/fleet/fleet.ts'
import { send } from '../../server/src/messages/send.ts'
import { catchUp } from '../../server/src/search/catchUp.ts'
import type { Signed } from '../../server/src/testing/app.ts'
import { strangers } from '../../server/src/testing/crowd.ts'
import { messageId } from '../../server/src/testing/scene.ts'
import { openWebDevice, type WebDevice } from '../web-device.ts'
import { cuts, type Fault, kills, onlyOf, pauses, REPLICA } from './faults.ts'
import { type Cables, layCables } from './network.ts'
import { type Outside, openOutside } from './outside.ts'
import { mainBehind } from './previous.ts'
import { tableRow } from './report.ts'
import { type RunOptions, runFaults } from './run.ts'
import { hasEngines, hasPrevious, openStage, type Stage } from './stage.ts'

/** `scripts/faults.mjs` sets these for a long run; without them it is a short one. */
const { FAULTS_CLIENTS, FAULTS_SEED, FAULTS_PAUSE, FAULTS_MINUTES, FAULTS_ONLY } = process.env
const SCALE = {
  clients: Number(FAULTS_CLIENTS ?? 20),
  seed: Number(FAULTS_SEED ?? Date.now() % 1_000_000),
  pace: FAULTS_CLIENTS ? 10_000 : 2_000,
  quiet: FAULTS_CLIENTS ? 1_000 : 400,
  webs: FAULTS_CLIENTS ? 3 : 2,
  network: FAULTS_CLIENTS !== undefined,
  limit: Number(FAULTS_MINUTES ?? 60) * 60_000,
  which: FAULTS_CLIENTS ? 'all' : 'some',
  patience: FAULTS_CLIENTS ? 3 * 60 * 60_000 : 10 * 60_000,
} as const

/** A long run says what happens when, and what is brought back. */
const report = SCALE.which === 'all' ? (message: string) => console.log(`${clock()} ${message}`) : () => {}

type Faults = Pick<RunOptions, 'first' | 'faults'>

/**
 * The quick ones: one of each kind is killed, of Ceph its gateway and of PostgreSQL the primary, and Redis hangs for longer than it may. A worker first: half a minute
 * passes until what it had in hand is given to another, and the rest happens meanwhile.
 */
function someOf(fleet: Fleet): Faults {
  const isLeftOut = (what: string) => what.endsWith('-2') || what.startsWith('ceph') || what === REPLICA
  const killed = kills(fleet).filter(({ what }) => !isLeftOut(what))
  const isWorker = ({ what }: Fault) => what === 'worker-1'
  const others = killed.filter((fault) => !isWorker(fault))
  return {
    first: killed.filter(isWorker),
    faults: [...others, ...pauses(fleet, 4_000).filter(({ what }) => what === 'redis')],
  }
}

/** Everything, for longer than every time limit there is unless told otherwise. */
function everything(fleet: Fleet, cables: Cables | undefined): Faults {
  const milliseconds = Number(FAULTS_PAUSE ?? 70) * 1_000
  const all = [...kills(fleet), ...pauses(fleet, milliseconds), ...(cables ? cuts(fleet, cables, milliseconds) : [])]
  return { first: [], faults: FAULTS_ONLY ? onlyOf(all, FAULTS_ONLY) : all }
}

/** `outage`: nobody knows whether it was done. */
async function answerOf(work: Promise<unknown>): Promise<'done' | 'outage'> {
  try {
    await work
    return 'done'
  } catch (error) {
    if (isOutage(error)) return 'outage'
    throw error
  }
}

function clock(): string {
  return new Date().toISOString().slice(11, 19)
}

test('who tries a part that there is not is told which there are', () => {
  const fault = (what: string): Fault => ({ kind: 'killed', what, happen: async () => {} })
  const faults = ['redis', 'web-1', 'rgw', 'rgw'].map(fault)
  expect(onlyOf(faults, 'rgw')).toEqual(faults.slice(2))
  expect(onlyOf(faults, 'rgw,web-1')).toEqual(faults.slice(1))
  expect(() => onlyOf(faults, 'rgw,reddis')).toThrow('no part is called "reddis"; there are redis, web-1, rgw')
})

/**
 * Two web processes, two workers and every engine, behind HAProxy; people use the browser's own engine. The second of each runs the
 * version before this one, as in the middle of an upgrade.
 */
describe.skipIf(!hasEngines)('a fleet', () => {
  let stage: Stage
  let cables: Cables | undefined
  let outside: Outside
  let people: Signed[]
  const devices: WebDevice[] = []

  beforeAll(async () => {
    cables = SCALE.network ? layCables() : undefined
    outside = await openOutside()
    stage = await openStage({
      webs: SCALE.webs,
      workers: 2,
      env: { NANIWA_WEBHOOK_LOOPBACK: 'on', SMTP_URL: outside.smtp },
      report,
      ...(cables && { network: cables }),
    })
    people = await strangers(stage, 'Minamo', 2)
    for (const person of people) devices.push(await openWebDevice(stage.fleet, person))
    for (const { client } of devices) await client.untilGreeted()
  })
  afterAll(async () => {
    for (const device of devices) device.stop()
    await stage?.close()
    outside?.close()
    cables?.close()
  })

  const eventually = (read: () => unknown) => expect.poll(read, { timeout: 60_000 })
  const bodies = ({ replica }: WebDevice, roomId: number) =>
    replica.rooms
      .get(roomId)
      ?.timeline.messages.filter(({ kind }) => kind === 'message')
      .map(({ body }) => body)

  async function roomOfBoth(): Promise<[WebDevice, WebDevice, number]> {
    const [aiko, ben] = devices as [WebDevice, WebDevice]
    const members = [{ accountId: ben.person.accountId, role: 'member' as const }]
    const { id: roomId } = await aiko.call(api.rooms.create, { name: '企画', members })
    for (const { client } of [aiko, ben]) {
      await client.untilRoom(roomId)
      client.reader.open(roomId)
    }
    return [aiko, ben, roomId]
  }

  /** Sockets at each web process, as its metrics tell. */
  async function sockets(): Promise<number[]> {
    return Promise.all(
      stage.fleet.metrics
        .filter(({ name }) => name.startsWith('web'))
        .map(async ({ host, port }) => {
          const text = await fetch(`http://${host}:${port}/metrics`).then((answer) => answer.text())
          return Number(/^naniwa_sockets (\d+)$/m.exec(text)?.[1])
        }),
    )
  }

  test('two people at different web processes converse through one address', async () => {
    const [aiko, ben, roomId] = await roomOfBoth()
    // Which process the balancer chooses is its own business: ben comes back until it is another one.
    while ((await sockets()).filter((count) => count > 0).length < 2) {
      await ben.disconnect()
      await ben.connect()
    }
    aiko.client.outbox.send(roomId, 'こちら一番')
    await eventually(() => bodies(ben, roomId)).toEqual(['こちら一番'])
    ben.client.outbox.send(roomId, 'こちら二番')
    await eventually(() => bodies(aiko, roomId)).toEqual(['こちら一番', 'こちら二番'])
  })

  test.skipIf(!hasPrevious)('of each kind the second runs the version before this one, and the others this one', () => {
    const { fleet, previous } = stage
    const running = fleet.metrics.map(({ name, port }) => [name, mainBehind(port)])
    const main = resolve(import.meta.dirname, '../../server/src/main.ts')
    expect(running).toEqual(fleet.metrics.map(({ name }) => [name, name.endsWith('-2') ? previous?.main : main]))
    expect(running).toContainEqual(['web-2', expect.stringContaining(stage.directory)])
    expect(running).toContainEqual(['worker-2', expect.stringContaining(stage.directory)])
    // Its other halves are of its own version, too.
    const packages = join(stage.directory, 'previous/node_modules/@naniwa')
    expect(realpathSync(join(packages, 'contract'))).toBe(join(stage.directory, 'previous/contract'))
  })

  test('what one wrote is found at once, though searches read from the replica', async () => {
    const [aiko, , roomId] = await roomOfBoth()
    for (let n = 0; n < 5; n++) {
      const body = `狸小路${n}`
      await aiko.call(api.messages.send, { roomId, id: messageId(), body })
      const { hits } = await aiko.call(api.search.messages, { query: body })
      expect(hits.map((hit) => hit.body)).toEqual([body])
    }
  })

  test('long readings go to the replica once it has what was committed, and to the primary while it lags', async () => {
    const { db } = stage.app
    const replica = openDatabase(openPool(stage.fleet.replica.url('naniwa'), { max: 1 }))
    const reading = replicaReading(db, replica)
    const write = () => sql`update server_state set value = value where name = 'epoch'`.execute(db)
    await write()
    expect(await reading.database()).toBe(replica)
    await sql`select pg_wal_replay_pause()`.execute(replica)
    await write()
    expect(await reading.database()).toBe(db)
    await sql`select pg_wal_replay_resume()`.execute(replica)
    await reading.close()
    expect(await replicaReading(db, openDatabase(openPool('postgres://127.0.0.1:1/none'))).database()).toBe(db)
  })

  test('through PgBouncer, too, a transaction of a machine that vanished holds its locks for a minute at most', async () => {
    const pool = openPool(stage.fleet.databaseUrl.replace('naniwa_direct', 'naniwa'), { max: 1, to: 'pooler' })
    const { rows } = await pool.query(
      `select current_setting('idle_in_transaction_session_timeout') as silent, current_setting('statement_timeout') as statement`,
    )
    expect(rows).toEqual([{ silent: '1min', statement: '30s' }])
    await pool.end()
  })

  test('a web process that is killed loses nothing', async () => {
    const [aiko, ben, roomId] = await roomOfBoth()
    aiko.client.outbox.send(roomId, 'before')
    await stage.fleet.parts.get('web-1')?.kill()
    aiko.client.outbox.send(roomId, 'while it is away')
    ben.client.outbox.send(roomId, 'from the other')
    for (const device of [aiko, ben]) {
      await eventually(() => [...(bodies(device, roomId) ?? [])].sort()).toEqual([
        'before',
        'from the other',
        'while it is away',
      ])
    }
    expect(bodies(aiko, roomId)).toEqual(bodies(ben, roomId))
    await stage.fleet.whole()
  })

  test('when the primary is killed its replica takes over with every acknowledged message, and writers recover', async () => {
    const [aiko, ben, roomId] = await roomOfBoth()
    const acknowledged: string[] = []
    const { primary } = stage.fleet
    const gone = primary.kill()
    for (let n = 0; acknowledged.length < 10; n++) {
      const body = `number ${n}`
      const send = () => aiko.call(api.messages.send, { roomId, id: messageId(), body })
      await send().then(
        () => acknowledged.push(body),
        () => {},
      )
    }
    await gone
    await stage.fleet.whole()
    expect(stage.fleet.primary.name).not.toBe(primary.name)
    await eventually(() => acknowledged.every((body) => bodies(ben, roomId)?.includes(body))).toBe(true)
  })

  test('what the primary alone has is acknowledged to nobody, neither at once nor when it is sent again', async () => {
    const [aiko, , roomId] = await roomOfBoth()
    const { primary, replica } = stage.fleet
    const look = openPool(primary.url('naniwa'), { max: 1 })
    /** Who has waited for the replica for so long, with a statement like this. */
    const waiting = async (statement: string, seconds: number) => {
      const { rows } = await look.query<{ pid: number }>(
        `select pid from pg_stat_activity where wait_event = 'SyncRep' and query like $1
           and clock_timestamp() - query_start > make_interval(secs => $2)`,
        [`%${statement}%`, seconds],
      )
      return rows.map(({ pid }) => pid)
    }
    const sending = { roomId, id: messageId(), body: 'ここだけの話', selfUnread: false }
    // By this version, whichever the web processes run.
    const say = () => answerOf(send(stage.app, aiko.person, sending))
    const find = (pool: pg.Pool) => pool.query('select body from message where id = $1', [sending.id])

    replica.pause()
    const first = say()
    await eventually(() => waiting('messages.write', 0)).toHaveLength(1)
    // As an administrator does, or a tool of theirs.
    await look.query('select pg_cancel_backend($1)', await waiting('messages.write', 0))
    expect(await first).toBe('outage')
    expect((await find(look)).rowCount).toBe(1)
    const second = say()
    await eventually(() => waiting('messages.write', 0)).toHaveLength(1)
    // The row that asks for it may be deleted on the next primary, and then nobody asks again.
    const indexed = answerOf(catchUp(stage.app, [roomId]))
    const kept = answerOf(untilKept(stage.app.db))
    await eventually(() => waiting('pg_logical_emit_message', 0)).toHaveLength(1)
    // PostgreSQL's own limit for a statement does not end the wait of its commit.
    const limited = openPool(primary.url('naniwa'), { max: 1, statementTimeout: 500 })
    const late = answerOf(limited.query(`update server_state set value = value where name = 'epoch' /* limited */`))
    await eventually(() => waiting('limited', 1)).toHaveLength(1)
    await primary.kill()
    expect(await Promise.all([second, indexed, kept, late])).toEqual(['outage', 'outage', 'outage', 'outage'])
    await Promise.all([look.end(), limited.end()])

    replica.resume()
    await stage.fleet.whole()
    const promoted = openPool(stage.fleet.primary.url('naniwa'), { max: 1 })
    await eventually(say).toBe('done')
    expect((await find(promoted)).rows).toEqual([{ body: sending.body }])
    await promoted.end()
  })

  test(
    `nothing that was acknowledged is lost or doubled, whatever is killed, hangs or is cut off (seed ${SCALE.seed})`,
    async () => {
      const { fleet } = stage
      const faults = SCALE.which === 'all' ? everything(fleet, cables) : someOf(fleet)
      const run = await runFaults(stage, { ...SCALE, ...faults, outside, report })
      report(`a line for docs/reliability.md:\n${tableRow(run)}`)
      expect(run.verdict.wrong).toEqual([])
      for (const [what, count] of Object.entries(run.verdict.checked))
        if (!what.endsWith('again')) expect(count, what).toBeGreaterThan(0)
    },
    SCALE.patience,
  )
})

import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { api, type Message, WEBHOOK_LOG_LIMIT } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../../server/src/context.ts'
import { cookieOf } from '../../server/src/testing/server.ts'
import type { WebDevice } from '../web-device.ts'
import type { Hook } from './hook.ts'
import type { SentFile, Traffic } from './traffic.ts'

/** What was looked at, and what was wrong; nothing, or the product has a bug. */
export interface Verdict {
  readonly checked: Readonly<Record<string, number>>
  readonly wrong: readonly string[]
}

interface Row {
  readonly roomId: number
  readonly number: number
  readonly accountId: number
  readonly body: string
}

const PATIENCE_MS = 3 * 60_000
const POLL_MS = 500

/** Compares what people typed, what the database holds, what every client shows, and what followed. */
export async function check(app: App, traffic: Traffic, hook: Hook): Promise<Verdict> {
  const { rows } = await sql<Row>`
    select room_id, number, account_id, body from message where kind = 'message' and room_id = any(${traffic.rooms}::bigint[])
    order by room_id, number
  `.execute(app.db)
  const copies = traffic.devices.flatMap((device) => checkCopy(device, rows))
  const wrong = [
    ...checkTyped(traffic, rows),
    ...(await checkNumbers(app, traffic)),
    ...copies,
    ...(await checkMarks(app, traffic)),
    ...(await checkFiles(traffic)),
    ...(await checkHooks(app, traffic, rows, hook)),
    ...(await checkIndex(app, traffic)),
  ]
  const checked = {
    messages: traffic.typed.length,
    files: traffic.files.length,
    'read positions': traffic.marks.size,
    'clients’ copies': traffic.devices.length,
    'webhook deliveries': rows.filter(({ roomId }) => roomId === traffic.rooms[0]).length,
    'webhook calls made again':
      (await hook.told()).length - rows.filter(({ roomId }) => roomId === traffic.rooms[0]).length,
    'rooms in the index': traffic.rooms.length,
  }
  return { checked, wrong }
}

/** Everything typed is there once, and what one person typed into one room stands in the order it was typed. */
function checkTyped({ typed, files }: Traffic, rows: readonly Row[]): string[] {
  const found = Map.groupBy(rows, ({ body }) => body)
  const counted = [
    ...typed.map(({ body }) => ({ body, count: found.get(body)?.length ?? 0 })),
    // With them goes a card.
    ...files.map(({ body }) => ({ body, count: rows.filter((row) => row.body.includes(body)).length })),
  ]
    .filter(({ count }) => count !== 1)
    .map(({ body, count }) => `"${body}" is there ${count} times`)
  const key = (row: { roomId: number; accountId: number }) => `${row.roomId} ${row.accountId}`
  const words = new Set(typed.map(({ body }) => body))
  const stored = Map.groupBy(
    rows.filter(({ body }) => words.has(body)),
    key,
  )
  const order = [...Map.groupBy(typed, key)]
    .filter(
      ([who, own]) =>
        own.map(({ body }) => body).join() !==
        stored
          .get(who)
          ?.map(({ body }) => body)
          .join(),
    )
    .map(([who]) => `what was typed by (room account) ${who} stands in another order`)
  return [...counted, ...order]
}

/** Messages are numbered 1, 2, 3 …, and the room's clock has been at every value of what changed last there. */
async function checkNumbers(app: App, { rooms }: Traffic): Promise<string[]> {
  const { rows } = await sql<{ id: number }>`
    select r.id from room r join message m on m.room_id = r.id where r.id = any(${rooms}::bigint[])
    group by r.id, r.last_number having count(*) <> r.last_number or max(m.number) <> r.last_number
      or count(distinct m.number) <> r.last_number or max(m.tick) > max(r.tick)
  `.execute(app.db)
  return rows.map(({ id }) => `the numbers of room ${id} have gaps`)
}

/** A client's copy holds a stretch of what the database holds, in its order, to the end. */
function checkCopy({ replica, person, reports }: WebDevice, rows: readonly Row[]): string[] {
  const wrong = reports.map((report) => `${person.name} reports ${String(report)}`)
  for (const [roomId, { timeline }] of replica.rooms) {
    const shown = timeline.messages.filter(({ kind }) => kind === 'message')
    if (shown.length === 0) continue
    const stored = rows.filter((row) => row.roomId === roomId).slice(-shown.length)
    const line = ({ number, body }: Pick<Message, 'number' | 'body'>) => `${number} ${body}`
    if (timeline.atEnd && shown.map(line).join() !== stored.map(line).join())
      wrong.push(`${person.name} shows room ${roomId} differently`)
  }
  return wrong
}

async function checkMarks(app: App, { marks }: Traffic): Promise<string[]> {
  const { rows } = await sql<{ roomId: number; accountId: number; readNumber: number }>`
    select room_id, account_id, read_number from member
  `.execute(app.db)
  const kept = new Map(rows.map((row) => [`${row.roomId} ${row.accountId}`, row.readNumber]))
  return [...marks]
    .filter(([key, number]) => (kept.get(key) ?? 0) < number)
    .map(([key, number]) => `(room account) ${key} had read up to ${number}, which is lost`)
}

/** Every file comes back with the bytes it was sent with. */
async function checkFiles({ files, devices }: Traffic): Promise<string[]> {
  const wrong: string[] = []
  for (const file of files) {
    const device = devices.find(({ person }) => person.accountId === file.accountId) as WebDevice
    const sha256 = await download(device, file).catch(String)
    if (sha256 !== file.sha256) wrong.push(`${file.name} came back as ${sha256}`)
  }
  return wrong
}

async function download({ client, person, call }: WebDevice, { roomId, name }: SentFile): Promise<string> {
  for (let before: number | undefined, more = true; more; ) {
    const page = await call(api.files.list, { roomId, ...(before !== undefined && { before }) })
    const file = page.files.find((one) => one.name === name)
    if (file) {
      const { downloadUrl } = await call(api.files.get, { roomId, id: file.id })
      if (downloadUrl === null) return 'something in the archive'
      const url = new URL(downloadUrl, client.engine.ports.url)
      const answer = await fetch(url, { headers: { cookie: cookieOf(person) } })
      return createHash('sha256')
        .update(Buffer.from(await answer.arrayBuffer()))
        .digest('hex')
    }
    before = page.files.at(-1)?.id
    more = page.more
  }
  return 'nothing'
}

/**
 * There is one delivery for every message of the first room (of many, the last thousand are kept), and the receiver was told of each. A
 * worker that is killed between the call and its note calls again, with the same message; that is what receivers are told to expect.
 */
async function checkHooks(app: App, { rooms }: Traffic, rows: readonly Row[], hook: Hook): Promise<string[]> {
  const expected = rows.filter(({ roomId }) => roomId === rooms[0]).length
  const count = async () => new Set(await hook.told()).size
  await until(async () => (await count()) >= expected)
  const told = await count()
  const { rows: made } = await sql<{ count: number }>`select count(*) from webhook_delivery`.execute(app.db)
  const deliveries = made[0]?.count ?? 0
  const isWhole = deliveries >= Math.min(expected, WEBHOOK_LOG_LIMIT) && deliveries <= expected
  if (told === expected && isWhole) return []
  return [`the webhook has ${deliveries} deliveries and was told of ${told} messages, of ${expected}`]
}

/** The index has come to where the rooms are. */
async function checkIndex(app: App, { rooms }: Traffic): Promise<string[]> {
  const behind = async () => {
    const { rows } = await sql<{ id: number }>`
      select r.id from room r left join search_end s on s.room_id = r.id
      where r.id = any(${rooms}::bigint[]) and s.tick is distinct from r.tick
        and exists (select from message m where m.room_id = r.id and m.tick > coalesce(s.tick, 0))
    `.execute(app.db)
    return rows
  }
  await until(async () => (await behind()).length === 0)
  return (await behind()).map(({ id }) => `room ${id} is not in the index`)
}

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && !(await done()); await pause(POLL_MS));
}

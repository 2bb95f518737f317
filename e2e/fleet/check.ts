import type { Message } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../../server/src/context.ts'
import { checkFiles, checkHooks, checkIndex, checkReminders } from './effects.ts'
import type { Outside } from './outside.ts'
import type { Traffic } from './traffic.ts'

/** What was looked at, and what was wrong; nothing, or the product has a bug. */
export interface Verdict {
  readonly checked: Readonly<Record<string, number>>
  readonly wrong: readonly string[]
}

export interface Row {
  readonly id: string
  readonly roomId: number
  readonly number: number
  readonly accountId: number
  readonly body: string
}

/** What there was outside, and how many faults. */
export interface Outcome {
  readonly outside: Outside
  readonly faults: number
}

/** Compares what people typed, what the database holds, what every client shows, and what followed. */
export async function check(app: App, traffic: Traffic, outcome: Outcome): Promise<Verdict> {
  const { rows } = await sql<Row>`
    select id::text as id, room_id, number, account_id, body from message where kind = 'message' and room_id = any(${traffic.rooms}::bigint[])
    order by room_id, number
  `.execute(app.db)
  const copies = traffic.devices.flatMap((device) =>
    device.reports.map((one) => `${device.person.name} reports ${one}`),
  )
  const own = {
    checked: { messages: traffic.typed.length, 'read positions': traffic.marks.size },
    wrong: [
      ...checkTyped(traffic, rows),
      ...(await checkNumbers(app, traffic)),
      ...copies,
      ...(await checkMarks(app, traffic)),
    ],
  }
  return together([
    own,
    checkCopies(traffic, rows),
    await checkFiles(app, traffic),
    await checkHooks(app, traffic, rows, outcome),
    await checkReminders(app, traffic, outcome),
    await checkIndex(app, traffic, rows),
  ])
}

function together(verdicts: readonly Verdict[]): Verdict {
  return {
    checked: Object.assign({}, ...verdicts.map(({ checked }) => checked)),
    wrong: verdicts.flatMap(({ wrong }) => wrong),
  }
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

/** Every client's copy of each of its rooms holds a stretch of what the database holds, in its order, to the end. */
export function checkCopies({ devices, rooms }: Pick<Traffic, 'devices' | 'rooms'>, rows: readonly Row[]): Verdict {
  const stored = Map.groupBy(rows, ({ roomId }) => roomId)
  const checked = { 'clients’ copies of rooms': 0, 'messages in them': 0 }
  const wrong: string[] = []
  for (const { person, replica } of devices) {
    const own = rooms.filter((roomId) => replica.rooms.has(roomId))
    if (own.length === 0) wrong.push(`${person.name} shows no room`)
    for (const roomId of own) {
      const { messages = [], atEnd } = replica.rooms.get(roomId)?.timeline ?? {}
      const shown = messages.filter(({ kind }) => kind === 'message')
      const line = ({ number, body }: Pick<Message, 'number' | 'body'>) => `${number} ${body}`
      const there = stored.get(roomId)?.slice(-shown.length) ?? []
      if (!atEnd || shown.length === 0) wrong.push(`${person.name} does not show the end of room ${roomId}`)
      else if (shown.map(line).join() !== there.map(line).join())
        wrong.push(`${person.name} shows room ${roomId} differently`)
      checked['clients’ copies of rooms']++
      checked['messages in them'] += shown.length
    }
  }
  return { checked, wrong }
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

import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { api, type File, PREVIEW_SIZES, previewPath, textPath } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../../server/src/context.ts'
import { searchMessages } from '../../server/src/search/messages.ts'
import { cookieOf } from '../../server/src/testing/server.ts'
import type { WebDevice } from '../web-device.ts'
import type { Outcome, Row, Verdict } from './check.ts'
import { compareFound, compareHooks, compareMails, comparePreview, type Deliveries, mailsOf } from './compare.ts'
import type { SentFile, Traffic } from './traffic.ts'

const PATIENCE_MS = 3 * 60_000
const POLL_MS = 500

/** Every file comes back with the bytes it was sent with, and what can be shown of it was drawn. */
export async function checkFiles(app: App, { files, devices, rooms }: Traffic): Promise<Verdict> {
  await until(async () => (await waitingFiles(app, rooms)) === 0)
  const wrong: string[] = []
  for (const sent of files) {
    const device = devices.find(({ person }) => person.accountId === sent.accountId) as WebDevice
    const file = await findFile(device, sent)
    if (!file) wrong.push(`${sent.name} came back as nothing`)
    else wrong.push(...(await checkBytes(device, file, sent)), ...(await checkPreview(device, file, sent)))
  }
  const previews = files.filter(({ shown }) => shown !== 'nothing').length
  return { checked: { files: files.length, previews }, wrong }
}

async function waitingFiles(app: App, rooms: readonly number[]): Promise<number> {
  const { rows } = await sql`
    select from file where room_id = any(${rooms}::bigint[]) and preview_state = 'waiting' and deleted_at is null
  `.execute(app.db)
  return rows.length
}

async function findFile({ call }: WebDevice, { roomId, name }: SentFile): Promise<File | undefined> {
  for (let before: number | undefined, more = true; more; ) {
    const page = await call(api.files.list, { roomId, ...(before !== undefined && { before }) })
    const file = page.files.find((one) => one.name === name)
    if (file) return file
    before = page.files.at(-1)?.id
    more = page.more
  }
  return undefined
}

async function checkBytes(device: WebDevice, { roomId, id }: File, { name, sha256 }: SentFile): Promise<string[]> {
  const { downloadUrl } = await device.call(api.files.get, { roomId, id })
  if (downloadUrl === null) return [`${name} came back as something in the archive`]
  const { bytes } = await get(device, downloadUrl)
  const found = createHash('sha256').update(bytes).digest('hex')
  return found === sha256 ? [] : [`${name} came back as ${found}`]
}

async function checkPreview(device: WebDevice, file: File, sent: SentFile): Promise<string[]> {
  const wrong = comparePreview(sent, file.preview)
  if (wrong.length > 0 || sent.shown === 'nothing') return wrong
  const path = sent.shown === 'text' ? textPath(file) : previewPath(file, PREVIEW_SIZES[0])
  const { ok, bytes } = await get(device, path)
  return ok && bytes.length > 0 ? [] : [`the preview of ${sent.name} is not there`]
}

async function get({ client, person }: WebDevice, path: string): Promise<{ ok: boolean; bytes: Buffer }> {
  const answer = await fetch(new URL(path, client.engine.ports.url), { headers: { cookie: cookieOf(person) } })
  return { ok: answer.ok, bytes: Buffer.from(await answer.arrayBuffer()) }
}

/**
 * There is one delivery for every message of the first room (of many, the last thousand are kept), and the receiver was told of each. A
 * worker that is killed between the call and its note calls again, with the same message; that is what receivers are told to expect.
 */
export async function checkHooks(
  app: App,
  { rooms }: Traffic,
  rows: readonly Row[],
  { outside, faults }: Outcome,
): Promise<Verdict> {
  const expected = rows.filter(({ roomId }) => roomId === rooms[0]).map(({ id }) => id)
  await until(async () => {
    const told = new Set((await outside.arrived()).told)
    return expected.every((id) => told.has(id))
  })
  const { told } = await outside.arrived()
  const { rows: made } = await sql<Deliveries>`
    select count(*), count(distinct key) as distinct from webhook_delivery
  `.execute(app.db)
  return {
    checked: {
      'webhook deliveries': expected.length,
      'webhook calls made again': told.length - new Set(told).size,
    },
    wrong: compareHooks(expected, told, made[0] as Deliveries, 1 + faults),
  }
}

/** Every alarm has rung, and whoever asked to be reminded has a mail. It may come again, as a webhook's call. */
export async function checkReminders(
  app: App,
  { reminders, devices, rooms }: Traffic,
  { outside, faults }: Outcome,
): Promise<Verdict> {
  const emails = new Map(devices.map(({ person }) => [person.accountId, person.email]))
  const counts = async () => mailsOf(reminders, emails, (await outside.arrived()).mails)
  await until(async () => (await counts()).every((count) => count > 0))
  const found = await counts()
  const { rows: silent } = await sql`select from task_alarm where room_id = any(${rooms}::bigint[])`.execute(app.db)
  return {
    checked: {
      'reminders by mail': reminders.length,
      'mails sent again': found.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    },
    wrong: [
      ...compareMails(reminders, found, 1 + faults),
      ...(silent.length > 0 ? [`${silent.length} alarms have not rung`] : []),
    ],
  }
}

/** The index has come to where the rooms are, and finds every message of them, none twice. */
export async function checkIndex(app: App, { devices, rooms }: Traffic, rows: readonly Row[]): Promise<Verdict> {
  const behind = async () => {
    const { rows } = await sql<{ id: number }>`
      select r.id from room r left join search_end s on s.room_id = r.id
      where r.id = any(${rooms}::bigint[]) and s.tick is distinct from r.tick
        and exists (select from message m where m.room_id = r.id and m.tick > coalesce(s.tick, 0))
    `.execute(app.db)
    return rows
  }
  await until(async () => (await behind()).length === 0)
  const wrong = (await behind()).map(({ id }) => `room ${id} is not in the index`)
  let found = 0
  for (const roomId of rooms) {
    const { person } = devices.find(({ replica }) => replica.rooms.has(roomId)) as WebDevice
    const numbers = await searchAll(app, person, roomId)
    const there = rows.filter((row) => row.roomId === roomId).map(({ number }) => number)
    wrong.push(...compareFound(roomId, there, numbers))
    found += numbers.length
  }
  return { checked: { 'messages found by the index': found, 'rooms in the index': rooms.length }, wrong }
}

/** The numbers of all messages of a room that bear what everybody's name begins with, as a search finds them. */
async function searchAll(app: App, { name, accountId }: WebDevice['person'], roomId: number): Promise<number[]> {
  const numbers: number[] = []
  const query = `"${name.split(' ')[0]}"`
  for (let cursor: string | undefined; ; ) {
    const asked = api.search.messages.input.parse({ query, roomId, timeZone: 'Asia/Tokyo', ...(cursor && { cursor }) })
    const { hits, more } = await searchMessages(app, accountId, asked)
    numbers.push(...hits.filter(({ kind }) => kind === 'message').map(({ number }) => number))
    if (more === null) return numbers
    cursor = more
  }
}

async function until(done: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && !(await done()); await pause(POLL_MS));
}

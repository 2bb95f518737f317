import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { api } from '@naniwa/contract'
import type { Signed } from '../../server/src/testing/app.ts'
import { halves } from '../../server/src/testing/pictures.ts'
import { openWebDevice, type WebDevice } from '../web-device.ts'

/** What a person typed: it has to arrive once, whatever happens. */
export interface Typed {
  readonly roomId: number
  readonly accountId: number
  readonly body: string
}

export interface SentFile extends Typed {
  readonly name: string
  readonly sha256: string
  /** What is to be shown of it. */
  readonly shown: 'text' | 'image' | 'nothing'
}

/** People who talk, read, send files and have themselves reminded, and a log of what they were promised. */
export interface Traffic {
  readonly devices: readonly WebDevice[]
  readonly rooms: readonly number[]
  /** In the order each person typed it. */
  readonly typed: readonly Typed[]
  readonly files: readonly SentFile[]
  /** What people are to be reminded of: tasks that were acknowledged before they were due. */
  readonly reminders: readonly Typed[]
  /** The highest number that was answered, by room and account. */
  readonly marks: ReadonlyMap<string, number>
  /** Ends the talk; resolves when everything typed has been sent and every copy is level. */
  settle(): Promise<void>
  close(): void
}

export interface TrafficOptions {
  readonly url: string
  readonly people: readonly Signed[]
  readonly random: () => number
  /** Milliseconds between two deeds of one person, on the average. */
  readonly pace: number
  /** Is told of every message in the hall. */
  readonly hook: string
}

/** People in a group. */
const GROUP = 20
const FILE_BYTES = 100_000
/** From being asked for to being due. */
const REMINDED_MS = 5_000
const POLL_MS = 250
const PATIENCE_MS = 3 * 60_000

export async function startTraffic({ url, people, random, pace, hook }: TrafficOptions): Promise<Traffic> {
  const devices = await Promise.all(people.map((person) => openWebDevice({ url }, person)))
  await Promise.all(devices.map(({ client }) => client.untilGreeted()))
  const typed: Typed[] = []
  const files: SentFile[] = []
  const reminders: Typed[] = []
  const marks = new Map<string, number>()
  let talking = true
  const groups = await makeGroups(devices)
  await devices[0]?.call(api.webhooks.create, {
    name: 'hall',
    url: hook,
    subject: { kind: 'room', roomId: groups.all[0] as number, events: ['message_created'] },
  })
  const picture = await halves(400, 300).png().toBuffer()

  function say(device: WebDevice, roomId: number): void {
    const body = `${device.person.name} ${typed.length}`
    typed.push({ roomId, accountId: device.person.accountId, body })
    device.client.outbox.send(roomId, body)
  }

  /** A text, now and then a picture, and what nothing can be shown of. */
  function content(index: number): Pick<SentFile, 'shown'> & { extension: string; bytes: Buffer<ArrayBuffer> } {
    const bytes = randomBytes(1 + Math.floor(random() * FILE_BYTES))
    if (index % 2 === 1) return { extension: 'txt', shown: 'text', bytes: Buffer.from(bytes.toString('base64')) }
    // What stands behind its end belongs to no picture.
    if (index % 10 === 0) return { extension: 'png', shown: 'image', bytes: Buffer.concat([picture, bytes]) }
    return { extension: 'bin', shown: 'nothing', bytes }
  }

  function sendFile({ client, person: { name, accountId } }: WebDevice, roomId: number): void {
    const { extension, shown, bytes } = content(files.length)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const file = { name: `${files.length}.${extension}`, sha256, shown }
    const body = `${name} sends ${file.name}`
    files.push({ roomId, accountId, body, ...file })
    client.uploads.add(roomId, [new File([bytes], file.name)])
    client.uploads.send(roomId, body)
  }

  async function read(device: WebDevice, roomId: number): Promise<void> {
    const number = device.replica.rooms.get(roomId)?.lastNumber ?? 0
    const key = `${roomId} ${device.person.accountId}`
    if (number <= (marks.get(key) ?? 0)) return
    // Not answered, it may be read or not; answered, it is.
    const { readNumber } = await device.call(api.messages.read, { roomId, number })
    marks.set(key, Math.max(readNumber, marks.get(key) ?? 0))
  }

  async function remindMe({ person: { name, accountId }, call }: WebDevice, roomId: number): Promise<void> {
    const body = `${name} is to do ${reminders.length} ${Date.now()}`
    const at = Date.now() + REMINDED_MS
    const due = { type: 'time', at } as const
    const asked = { roomId, accountIds: [accountId], body, due, reminders: [{ before: 0, workdays: false }] }
    await call(api.tasks.create, asked)
    // What was written only after it was due has nothing to remind of.
    if (Date.now() < at) reminders.push({ roomId, accountId, body })
  }

  async function talk(device: WebDevice, rooms: readonly number[]): Promise<void> {
    while (talking) {
      await pause(random() * 2 * pace)
      if (!talking) return
      const roomId = rooms[random() < 0.1 ? 1 : 0] as number
      const deed = random()
      if (deed < 0.75) say(device, roomId)
      else if (deed < 0.8) sendFile(device, rooms[0] as number)
      else if (deed < 0.83) await remindMe(device, rooms[0] as number).catch(() => {})
      else await read(device, roomId).catch(() => {})
    }
  }

  const talks = devices.map((device, index) => talk(device, groups.of(index)))
  return {
    devices,
    rooms: groups.all,
    typed,
    files,
    reminders,
    marks,
    async settle() {
      talking = false
      await Promise.all(talks)
      await until(() => devices.flatMap(unsent))
      for (const device of devices) await until(() => lagOf(device))
    },
    close() {
      for (const device of devices) device.stop()
    },
  }
}

/** What waits to be sent. What has failed is missed by the check. */
function unsent({ client, person: { name } }: WebDevice): string[] {
  const { waiting } = client.outbox
  const files = client.uploads.all.filter(({ state }) => state !== 'failed' && state !== 'sent')
  return [
    ...(waiting > 0 ? [`${name} has ${waiting} messages to send, ${client.status.kind}`] : []),
    ...files.map((file) => `${name} has ${file.name} to send, ${file.state}`),
  ]
}

async function lagOf(device: WebDevice): Promise<string[]> {
  const lag = await device.lag().catch((error) => [String(error)])
  return lag.map((what) => `${device.person.name}: ${what}`)
}

/** @throws naming what is left after that much patience: what has not come by then never comes. */
async function until(left: () => string[] | Promise<string[]>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(POLL_MS)) {
    const what = await left()
    if (what.length === 0) return
    if (Date.now() > end) throw new Error(`nobody is level: ${what.join('; ')}`)
  }
}

/** A group for every twenty, and a hall for all. */
async function makeGroups(devices: readonly WebDevice[]): Promise<{ all: number[]; of(index: number): number[] }> {
  const hall = await makeRoom('広場', devices)
  const groups: number[] = []
  for (let at = 0; at < devices.length; at += GROUP) {
    groups.push(await makeRoom(`組 ${groups.length + 1}`, devices.slice(at, at + GROUP)))
  }
  return { all: [hall, ...groups], of: (index) => [groups[Math.floor(index / GROUP)] as number, hall] }
}

async function makeRoom(name: string, devices: readonly WebDevice[]): Promise<number> {
  const [first, ...others] = devices as [WebDevice, ...WebDevice[]]
  const members = others.map(({ person }) => ({ accountId: person.accountId, role: 'member' as const }))
  const { id } = await first.call(api.rooms.create, { name, members })
  for (const { client } of devices) {
    await client.untilRoom(id)
    client.reader.open(id)
  }
  return id
}

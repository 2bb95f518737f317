import { sql } from 'kysely'
import type { App } from '../context.ts'
import { composeReminder, composeRequest, composeSaid, type Notice, REQUESTS, roomTag, taskTag } from './compose.ts'
import type { Device } from './device.ts'
import { readDue } from './due.ts'
import { readReminded, readRequested } from './told.ts'

/** A message, and whom it gives a task. */
export interface Said {
  readonly roomId: number
  readonly id: string
  readonly assignees: readonly number[]
  /** It waited for the end of quiet hours: that it is old does not make it stale. */
  readonly kept?: true
}

/** A task of one's own is due in so many minutes, or was. */
export interface Reminded {
  readonly roomId: number
  readonly taskId: number
  readonly before: number
}

/** Somebody wants to be in contact. */
export interface Requested {
  readonly requestId: number
}

export type News = Said | Reminded | Requested

/** What one device is to be told of one piece of news. */
export interface Telling {
  readonly device: Device
  /** A direct message that names its reader: they may have asked to be told even in quiet hours. */
  readonly urgent: boolean
  /** Where it is shown: another one with the same tag takes its place. */
  readonly tag: string
  notice(): Promise<Notice>
}

/** Whose device, or whose devices, are asked about. */
export interface Owner {
  readonly accountId: number
  readonly sessionId?: number
}

/** A message without an owner asks for everybody's devices. What is read, done or answered meanwhile is told nobody. */
export async function readTellings(app: App, news: News, owner?: Owner): Promise<Telling[]> {
  if ('id' in news) return await readSaid(app, news, owner)
  if (!owner) return []
  return 'taskId' in news ? await readReminders(app, news, owner) : await readRequests(app, news, owner)
}

async function readSaid(app: App, news: Said, owner?: Owner): Promise<Telling[]> {
  const due = await readDue(app, news, owner && isOf(owner))
  return due.map((device) => ({
    device,
    urgent: device.type === 'direct' && device.mentions.includes(device.accountId),
    tag: roomTag(news),
    notice: () => composeSaid(app, news, device),
  }))
}

async function readReminders(app: App, news: Reminded, owner: Owner): Promise<Telling[]> {
  const reminded = await readReminded(app, news, isOf(owner))
  return reminded.map((device) => ({
    device,
    urgent: false,
    tag: taskTag(news),
    notice: () => composeReminder(app, news, device),
  }))
}

async function readRequests(app: App, news: Requested, owner: Owner): Promise<Telling[]> {
  const requested = await readRequested(app, news, isOf(owner))
  return requested.map((device) => ({
    device,
    urgent: false,
    tag: REQUESTS,
    notice: async () => composeRequest(app, device),
  }))
}

function isOf({ accountId, sessionId }: Owner) {
  const session = sessionId === undefined ? sql`true` : sql`d.session_id = ${sessionId}`
  return sql<boolean>`d.account_id = ${accountId} and ${session}`
}

import type { App } from '../context.ts'
import { cut, wordsOf } from '../messages/words.ts'
import { dueText } from '../tasks/due-text.ts'
import type { Device } from './device.ts'
import type { Due } from './due.ts'
import type { Reminded, Said } from './news.ts'
import { textsIn } from './texts.ts'
import type { RemindedDevice, RequestedDevice } from './told.ts'

/** What the service worker is given (`web/public/service-worker.js`). */
export interface Notice {
  readonly title: string
  readonly body: string
  readonly icon?: string
  /** Another one with the same tag takes its place. */
  readonly tag: string
  readonly path: string
  /** Of a message. */
  readonly roomId?: number
  readonly number?: number
  /** Of several rooms: each with the number of the last message it tells of. */
  readonly upTo?: readonly (readonly [number, number])[]
  /** Of what is no message: a page that has told of it has shown the same. */
  readonly once?: string
  /** When it came, milliseconds since 1970. */
  readonly at: number
}

/** Bytes of title and body: with the rest and what encryption adds, well below the 4,096 that push services take. */
const TITLE_BYTES = 400
const BODY_BYTES = 1_200

// The same places as those of a page's own (`web/src/notifications/teller.ts`).
export const REQUESTS = 'requests'

export function roomTag({ roomId }: Pick<Said, 'roomId'>): string {
  return `room-${roomId}`
}

export function taskTag({ roomId, taskId }: Pick<Reminded, 'roomId' | 'taskId'>): string {
  return `task-${roomId}-${taskId}`
}

export async function composeSaid(app: App, { roomId, id }: Said, due: Due): Promise<Notice> {
  const { author, avatar, type, roomName, number, createdAt } = due
  const place = { tag: roomTag({ roomId }), path: `/rooms/${roomId}/${id}`, roomId, number, at: createdAt }
  if (due.hidden) return { ...veiled(due), ...place }
  const texts = textsIn(due.settings.language)
  const words = await wordsOf(app.db, { roomId, ...due })
  return {
    title: cut(type === 'group' ? `${author} · ${roomName}` : author, TITLE_BYTES),
    body: cut(due.kind === 'system' ? texts.task(words) : words, BODY_BYTES),
    ...(avatar && { icon: `/images/${avatar}` }),
    ...place,
  }
}

export async function composeReminder(app: App, news: Reminded, device: RemindedDevice): Promise<Notice> {
  const { roomId, taskId, before } = news
  const { task, hidden, settings } = device
  const place = {
    tag: taskTag(news),
    path: `/tasks?task=${roomId}-${taskId}`,
    once: `reminder-${roomId}-${taskId}-${before}`,
    at: app.clock.now().getTime(),
  }
  if (hidden) return { ...veiled(device), ...place }
  const words = await wordsOf(app.db, { roomId, kind: 'message', body: task.body, mentions: [] })
  return { title: cut(words, TITLE_BYTES), body: textsIn(settings.language).due(dueText(task.due, settings)), ...place }
}

export function composeRequest(app: App, device: RequestedDevice): Notice {
  const once = `requests-${device.waiting}`
  const place = { tag: REQUESTS, path: '/contacts', once, at: app.clock.now().getTime() }
  if (device.hidden) return { ...veiled(device), ...place }
  return { title: 'Naniwa', body: textsIn(device.settings.language).request, ...place }
}

/** What came in quiet hours, in one. */
export function composeSeveral(device: Device, notices: readonly Notice[]): Notice {
  const texts = textsIn(device.settings.language)
  const upTo = notices.flatMap(({ roomId, number }) =>
    roomId === undefined || number === undefined ? [] : [[roomId, number] as const],
  )
  const place = { tag: 'several', path: '/', upTo, at: Math.max(...notices.map(({ at }) => at)) }
  if (device.hidden) return { ...veiled(device), ...place }
  const titles = notices.map(({ title }) => title)
  return { title: texts.meanwhile, body: cut(texts.list(titles), BODY_BYTES), ...place }
}

function veiled({ settings }: Device): Pick<Notice, 'title' | 'body'> {
  return { title: 'Naniwa', body: textsIn(settings.language).news }
}

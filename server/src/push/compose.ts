import type { App } from '../context.ts'
import { cut, wordsOf } from '../messages/words.ts'
import type { Due, News } from './due.ts'
import { textsIn } from './texts.ts'

/** What the service worker is given (`web/public/service-worker.js`). */
export interface Notice {
  readonly title: string
  readonly body: string
  readonly icon?: string
  /** Another one of the room takes its place. */
  readonly tag: string
  readonly path: string
  readonly roomId: number
  readonly number: number
  /** When it was said, milliseconds since 1970. */
  readonly at: number
}

/** Bytes of title and body: with the rest and what encryption adds, well below the 4,096 that push services take. */
const TITLE_BYTES = 400
const BODY_BYTES = 1_200
export async function compose(app: App, { roomId, id }: News, due: Due): Promise<Notice> {
  const { language, hidden, author, avatar, type, roomName, number, createdAt } = due
  const texts = textsIn(language)
  const place = { tag: `room-${roomId}`, path: `/rooms/${roomId}/${id}`, roomId, number, at: createdAt }
  if (hidden) return { title: 'Naniwa', body: texts.news, ...place }
  const words = await wordsOf(app.db, { roomId, ...due })
  return {
    title: cut(type === 'group' ? texts.from(author, roomName) : author, TITLE_BYTES),
    body: cut(due.kind === 'system' ? texts.task(words) : words, BODY_BYTES),
    ...(avatar && { icon: `/images/${avatar}` }),
    ...place,
  }
}

import { type Node, parse, plainText } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import { idArray } from '../db/sql.ts'
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
/** Of a body that is looked at. */
const LOOKED_AT = 4_000

const graphemes = new Intl.Segmenter()

export async function compose(app: App, { roomId, id }: News, due: Due): Promise<Notice> {
  const { language, hidden, author, avatar, type, roomName, number, createdAt } = due
  const texts = textsIn(language)
  const place = { tag: `room-${roomId}`, path: `/rooms/${roomId}/${id}`, roomId, number, at: createdAt }
  if (hidden) return { title: 'Naniwa', body: texts.news, ...place }
  const words = await wordsOf(app, roomId, due)
  return {
    title: cut(type === 'group' ? texts.from(author, roomName) : author, TITLE_BYTES),
    body: cut(due.kind === 'system' ? texts.task(words) : words, BODY_BYTES),
    ...(avatar && { icon: `/images/${avatar}` }),
    ...place,
  }
}

/** Without those it addresses: its reader is among them. */
async function wordsOf(app: App, roomId: number, { kind, body, mentions }: Due): Promise<string> {
  const { rows } = await sql<{ accountId: number; name: string }>`
    select account_id, name from member where room_id = ${roomId} and account_id = any(${idArray([...mentions])})
  `.execute(app.db)
  const names = new Map(rows.map(({ accountId, name }) => [accountId, name]))
  const nodes = kind === 'system' ? tasksIn(parse(body)) : parse(body.slice(0, LOOKED_AT)).filter(isWords)
  return plainText(nodes, { name: (accountId) => names.get(accountId), quoteLength: 0 })
}

function isWords({ type }: Node): boolean {
  return type !== 'to' && type !== 'reply' && type !== 'toAll'
}

/** Of several people's the same task one is enough. */
function tasksIn(nodes: readonly Node[]): Node[] {
  const [box] = nodes
  const task = box?.type === 'info' ? box.children.find((node) => node.type === 'task') : undefined
  return task ? [task] : []
}

/** As many whole characters, as people take them, as fit into so many bytes. */
export function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let kept = ''
  let length = Buffer.byteLength('…')
  for (const { segment } of graphemes.segment(text.slice(0, bytes))) {
    length += Buffer.byteLength(segment)
    if (length > bytes) break
    kept += segment
  }
  return `${kept}…`
}

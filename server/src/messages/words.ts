import { type Node, parse, plainText } from '@naniwa/contract'
import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'

/** Of a body that is looked at. */
const LOOKED_AT = 4_000

const graphemes = new Intl.Segmenter()

export interface Said {
  readonly roomId: number
  readonly kind: 'message' | 'system'
  readonly body: string
  readonly mentions: readonly number[]
}

/** A message in plain words, without those it addresses: its reader is among them. Of a line that gives a task, the task. */
export async function wordsOf(db: Queries, { roomId, kind, body, mentions }: Said): Promise<string> {
  const { rows } = await sql<{ accountId: number; name: string }>`
    select account_id, name from member where room_id = ${roomId} and account_id = any(${idArray([...mentions])})
  `.execute(db)
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

import { MESSAGE_LENGTH, type Message, type Task, taskTag } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Transaction } from '../db/transaction.ts'
import { writeLine } from '../rooms/line.ts'
import type { LockedRoom } from '../rooms/lock.ts'

/** What is told of tasks; the key of the phrase that says so. */
export type News = 'task_added' | 'task_edited' | 'task_done' | 'task_reverted' | 'task_deleted'

/** Who is named as the one who did it. */
export interface Author {
  readonly accountId: number
  readonly presence: 'present' | 'absent'
}

export type Shown = Pick<Task, 'accountId' | 'status' | 'due' | 'body'>

/** Characters around a body. */
const FRAME = 200

/** Tells the room of one or several tasks in one system message. */
export async function tellRoom(
  tx: Transaction,
  room: Pick<LockedRoom, 'roomId' | 'tick' | 'lastNumber' | 'now'>,
  { accountId, presence }: Author,
  news: News,
  tasks: readonly Shown[],
): Promise<Message> {
  const message = await writeLine(tx, room, accountId, taskLine(news, tasks), presence)
  if (news === 'task_added') await leaveWord(tx, message, tasks)
  return message
}

/** For those who are told of what they are to do. */
async function leaveWord(
  tx: Transaction,
  { roomId, id, tick, createdAt }: Message,
  tasks: readonly Shown[],
): Promise<void> {
  const payload = { id, accountIds: [...new Set(tasks.map(({ accountId }) => accountId))] }
  await sql`
    insert into outbox (room_id, id, tick, topic, payload, created_at)
    values (${roomId}, ${id}, ${tick}, 'task_added', ${JSON.stringify(payload)}, ${new Date(createdAt)})
  `.execute(tx)
}

/** A box with a task for each; bodies are cut where the whole would be longer than a message may be. */
export function taskLine(news: News, tasks: readonly Shown[]): string {
  const length = Math.floor(MESSAGE_LENGTH / tasks.length) - FRAME
  const boxes = tasks.map((task) => taskTag({ ...task, body: cut(task.body, length) }))
  return `[info][title][dtext:${news}][/title]${boxes.join('')}[/info]`
}

function cut(body: string, length: number): string {
  if (body.length <= length) return body
  const points = Array.from(body)
  return points.length <= length ? body : `${points.slice(0, length - 1).join('')}…`
}

import { inert, type Message, type Node, parse, plainText, print, type Task, type TaskNode } from '@naniwa/contract'
import { mark } from '../messages/marked.ts'
import type { Text } from '../text/ja.ts'

export type TaskNews = keyof Text['tasks']['told']

/** What a system message tells of tasks. */
export interface ToldTasks {
  readonly news: TaskNews
  readonly boxes: readonly TaskNode[]
}

const LONGEST = 60

/** Null: it tells of something else. */
export function toldOf({ kind, body }: Pick<Message, 'kind' | 'body'>): ToldTasks | null {
  if (kind !== 'system' || !body.includes('[dtext:task_')) return null
  const [box] = parse(body)
  if (box?.type !== 'info') return null
  const key = (box.title ?? []).find((node) => node.type === 'dtext')?.key
  const boxes = box.children.filter((node): node is TaskNode => node.type === 'task')
  return isNews(key) && boxes.length > 0 ? { news: key, boxes } : null
}

function isNews(key: string | undefined): key is TaskNews {
  const known: Record<TaskNews, true> = {
    task_added: true,
    task_edited: true,
    task_done: true,
    task_reverted: true,
    task_deleted: true,
  }
  return key !== undefined && key in known
}

/** The sentence in the reader's language; the one who did it and what it is about are marked. */
export function taskSentence(message: Message, name: (accountId: number) => string, text: Text): string | null {
  const told = toldOf(message)
  if (!told) return null
  const [first] = told.boxes
  const title = mark(titleOf(first?.children ?? [], name))
  const by = mark(name(message.accountId))
  const count = told.boxes.length
  if (told.news === 'task_added' && count > 1) return text.tasks.toldSeveral(by, title, String(count))
  return text.tasks.told[told.news](by, title)
}

function titleOf(nodes: readonly Node[], name: (accountId: number) => string): string {
  const words = plainText(nodes, { name, quoteLength: 0 })
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words
}

/**
 * The task such a message tells of: the line names no task, but it is as old as what it tells, and says who is to do what. Of
 * several that fit the one made last before it.
 */
export function toldTask(message: Message, { news, boxes }: ToldTasks, tasks: readonly Task[]): Task | undefined {
  const [box] = boxes
  if (!box) return undefined
  const own = tasks.find(({ messageId }) => messageId === message.id)
  if (own) return own
  const said = print(box.children)
  const fitting = tasks
    .filter((task) => task.accountId === box.accountId && task.createdAt <= message.createdAt)
    .filter((task) => inert(task.body) === said || (news === 'task_added' && task.createdAt === message.createdAt))
    .sort((a, b) => b.createdAt - a.createdAt)
  const atThatTime = fitting.find((task) => (news === 'task_done' ? task.doneAt : task.createdAt) === message.createdAt)
  return atThatTime ?? fitting[0]
}

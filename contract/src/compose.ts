import { settle } from './notation-pairs.ts'
import { readTags } from './notation-tags.ts'
import type { Due, TaskStatus } from './task.ts'

/** `[To:1]高橋 葵さん` and a newline, as the field's composer writes it. */
export function toTag(accountId: number, name: string): string {
  return `[To:${accountId}]${address(name)}\n`
}

/** `[rp aid=1 to=2-3]高橋 葵さん` and a newline: an answer to that message, which mentions its author. */
export function replyTag(to: { accountId: number; roomId: number; messageId: string; name: string }): string {
  return `[rp aid=${to.accountId} to=${to.roomId}-${to.messageId}]${address(to.name)}\n`
}

/**
 * A quote with author and time (Unix seconds), and a newline. With `roomId` and `messageId` it says where it is from; the
 * field's older clients do not know that attribute. Give all of a body or part of it: it stays inside the quote.
 */
export function quoteTag(quote: {
  accountId: number
  time: number
  body: string
  roomId?: number
  messageId?: string
}): string {
  const isPlaced = quote.roomId !== undefined && quote.messageId !== undefined
  const place = isPlaced ? ` to=${quote.roomId}-${quote.messageId}` : ''
  return `[qt][qtmeta aid=${quote.accountId} time=${quote.time}${place}]${inert(quote.body)}[/qt]\n`
}

/** A framed box. Title and body may hold tags; they stay inside. */
export function infoTag(info: { title?: string; body: string }): string {
  const title = info.title === undefined ? '' : `[title]${inert(info.title)}[/title]`
  return `[info]${title}${inert(info.body)}[/info]`
}

/** A task as a box. */
export function taskTag(task: { accountId: number; status: TaskStatus; due: Due; body: string }): string {
  const limit = task.due.type === 'none' ? 'lt=0' : `lt=${limitOf(task.due)} ltype=${task.due.type}`
  return `[task aid=${task.accountId} st=${task.status} ${limit}]${inert(task.body)}[/task]`
}

/** A due date or time in Unix seconds as the field tells it, 0 for none: of a date its last second in Japan. */
export function limitOf(due: Due): number {
  if (due.type === 'none') return 0
  return Math.floor((due.type === 'time' ? due.at : Date.parse(`${due.date}T23:59:59+09:00`)) / 1_000)
}

/** Verbatim text. A `[/code]` in it would end the block: it is shown with a full-width bracket. */
export function codeTag(text: string): string {
  return `[code]${text.replaceAll('[/code]', '［/code]')}[/code]`
}

/**
 * The text, fit to be put inside a block: tags without partner, which could end the block around them or swallow its end, get a
 * full-width bracket `［`. Everything else stays to the letter, so complete tags keep their meaning.
 */
export function inert(text: string): string {
  let safe = ''
  let done = 0
  for (const { start } of settle(readTags(text)).literal) {
    safe += `${text.slice(done, start)}［`
    done = start + 1
  }
  return safe + text.slice(done)
}

function address(name: string): string {
  const written = name.replace(/\s+/g, ' ').trim().replaceAll('[', '［').replaceAll(']', '］')
  return written === '' ? '' : `${written}さん`
}

import type { Message } from '@naniwa/contract'
import { expect, it } from 'vitest'
import { isTold } from './decide.ts'

const ME = 1
const OTHER = 2
const group = { type: 'group', muted: false } as const
const task = (aid: number) =>
  `[info][title][dtext:task_added][/title][task aid=${aid} st=open lim=0]箱を数える[/task][/info]`

function message(change: Partial<Message>): Message {
  return {
    ...{ roomId: 7, id: '1', tick: 1, number: 1, accountId: OTHER, kind: 'message', body: 'hi', mentions: [] },
    ...{ toAll: false, selfUnread: false, createdAt: 0, editedAt: null, deleted: false, reactions: [], previews: [] },
    ...change,
  }
}

it.each([
  ['said to nobody', message({}), false],
  ['To', message({ mentions: [ME] }), true],
  ['To somebody else', message({ mentions: [3] }), false],
  ['To all', message({ toAll: true }), true],
  ['by oneself', message({ accountId: ME, toAll: true }), false],
  ['a task for the reader', message({ kind: 'system', body: task(ME) }), true],
  ['a task for somebody else', message({ kind: 'system', body: task(3) }), false],
  ['deleted', message({ mentions: [ME], deleted: true }), false],
])('tells of what is addressed to the reader: %s', (_, said, told) => {
  expect(isTold(said, group, ME, 'toMe')).toBe(told)
})

it('takes a direct chat as addressed to the reader', () => {
  expect(isTold(message({}), { type: 'direct', muted: false }, ME, 'toMe')).toBe(true)
})

it('tells what people say to who wants everything, not what the product notes', () => {
  expect(isTold(message({}), group, ME, 'all')).toBe(true)
  expect(isTold(message({ kind: 'system', body: '[dtext:chatroom_chat_joined]' }), group, ME, 'all')).toBe(false)
})

it.each(['all', 'toMe', 'off'] as const)('tells nothing of a muted room, nor when it is off: %s', (which) => {
  const said = message({ mentions: [ME] })
  expect(isTold(said, { type: 'group', muted: true }, ME, which)).toBe(false)
  expect(isTold(said, group, ME, which)).toBe(which !== 'off')
})

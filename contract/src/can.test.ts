import { expect, test } from 'vitest'
import { can, type Standing } from './can.ts'
import { limitOf, taskTag } from './compose.ts'
import { parse } from './notation.ts'

const standings: Standing[] = (['my', 'direct', 'group'] as const).flatMap((type) =>
  (['admin', 'member', 'readonly', null] as const).map((role) => ({ type, role })),
)
const task = { accountId: 2, assignedBy: 1 }

test('asking somebody takes the right to post', () => {
  for (const standing of standings) expect(can.assign(standing)).toBe(can.post(standing))
})

test('a task is changed by who asked, who was asked, and the admins of a group; never by who may only read', () => {
  for (const standing of standings) {
    const isActive = standing.role === 'admin' || standing.role === 'member'
    expect(can.changeTask(standing, task, 1)).toBe(isActive)
    expect(can.changeTask(standing, task, 2)).toBe(isActive)
    expect(can.changeTask(standing, task, 3)).toBe(standing.type === 'group' && standing.role === 'admin')
  }
})

test.each([
  [{ type: 'none' } as const, '[task aid=2 st=open lt=0]x[/task]', { limit: 0, limitType: 'none' }],
  [
    { type: 'date', date: '2013-12-02' } as const,
    '[task aid=2 st=open lt=1385996399 ltype=date]x[/task]',
    { limit: 1_385_996_399, limitType: 'date' },
  ],
  [
    { type: 'time', at: 1_795_507_200_999 } as const,
    '[task aid=2 st=open lt=1795507200 ltype=time]x[/task]',
    { limit: 1_795_507_200, limitType: 'time' },
  ],
])('a task that is due %o is written as %s', (due, tag, read) => {
  expect(taskTag({ accountId: 2, status: 'open', due, body: 'x' })).toBe(tag)
  expect(parse(tag)).toMatchObject([{ type: 'task', accountId: 2, status: 'open', ...read }])
  expect(limitOf(due)).toBe(read.limit)
})

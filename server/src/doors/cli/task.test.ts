import { afterAll, beforeAll, expect, test } from 'vitest'
import { create } from '../../tasks/create.ts'
import { type TestApp, testApp } from '../../testing/app.ts'
import { type Cast, cast } from '../../testing/cast.ts'
import { naniwaOn } from '../../testing/command.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
})
afterAll(() => app.close())

const naniwa = (...args: string[]) => naniwaOn(app, ...args)

test('what somebody has to do is listed by their address, in plain words', async () => {
  const { aiko } = people
  const { tasks } = await create(app, aiko, {
    roomId: aiko.roomId,
    accountIds: [aiko.accountId],
    body: '[info]印鑑\u001b[2Jを\n持っていく[/info]',
    due: { type: 'date', date: '2026-12-01' },
    priority: 'normal',
    checklist: [],
    recurrence: null,
    reminders: [],
  })
  const [listed, asJson, none, unknown] = await Promise.all([
    naniwa('task', 'list', '--of', 'Aiko@example.com'),
    naniwa('task', 'list', '--of', 'aiko@example.com', '--json'),
    naniwa('task', 'list', '--of', 'aiko@example.com', '--asked', '--status', 'done'),
    naniwa('task', 'list', '--of', 'nobody@example.com', '--json'),
  ])
  const place = `${tasks[0]?.id}\ufffd${aiko.roomId}`
  expect(listed).toMatchObject({ code: 0, out: `${place}\ufffd2026-12-01\ufffd印鑑\ufffd[2Jを 持っていく` })
  expect(JSON.parse(asJson.out)).toEqual({ tasks })
  expect(none.out).toBe('There are none.')
  expect([unknown.code, JSON.parse(unknown.out).error.code]).toEqual([1, 'not_found'])
})

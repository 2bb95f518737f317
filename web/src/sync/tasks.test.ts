import { api, type Task } from '@naniwa/contract'
import { describe, expect } from 'vitest'
import { settle } from './fake-clock.ts'
import { ME, OTHER } from './fake-rows.ts'
import { test } from './fake-visit.ts'

const says = (tasks: readonly Task[]) => tasks.map(({ id, status }) => `${id} ${status}`)

describe('tasks', () => {
  test('of one’s own are asked for where they are shown, once, and kept by events', async ({
    clock,
    server,
    visit,
    count,
  }) => {
    server.addTask(7, 11, ME)
    const client = await visit()
    expect(client.rooms.totals()).toMatchObject({ tasks: 1, taskRooms: 1 })
    expect(client.tasks.isWhole('mine')).toBe(false)
    expect(count('tasks.mine')).toBe(0)
    client.tasks.want('mine')
    await clock.pass(1)
    expect(client.tasks.isWhole('mine')).toBe(true)
    expect(says(client.tasks.all())).toEqual(['11 open'])
    server.addTask(7, 12, ME)
    server.changeTask(7, 11, { status: 'done' })
    await settle()
    expect(says(client.tasks.all())).toEqual(['11 done', '12 open'])
    expect(count('tasks.mine')).toBe(1)
  })

  test('are the same array while none of them has changed', async ({ clock, server, visit }) => {
    server.addTask(7, 11, ME)
    const client = await visit()
    client.tasks.want('mine')
    await clock.pass(1)
    const before = client.tasks.all()
    server.post(7, OTHER, 'hi')
    await settle()
    expect(client.tasks.all()).toBe(before)
  })

  test('of a room are all there once it was asked for', async ({ clock, server, visit }) => {
    server.addTask(7, 11, OTHER)
    const client = await visit()
    client.tasks.want('room:7')
    await clock.pass(1)
    expect(says(client.tasks.room(7))).toEqual(['11 open'])
    expect(client.tasks.isWhole('room:7')).toBe(true)
  })

  test('that are done are read on from where the answer before ended', async ({ clock, server, visit, count }) => {
    for (const id of [11, 12, 13]) {
      server.addTask(7, id, ME)
      server.changeTask(7, id, { status: 'done' })
    }
    const client = await visit()
    client.tasks.want('done:7')
    await clock.pass(1)
    expect([says(client.tasks.room(7)), client.tasks.hasMore('done:7')]).toEqual([['11 done', '12 done'], true])
    await client.tasks.more('done:7')
    expect([says(client.tasks.room(7)), client.tasks.hasMore('done:7')]).toEqual([
      ['11 done', '12 done', '13 done'],
      false,
    ])
    await client.tasks.more('done:7')
    expect(count('tasks.list')).toBe(2)
  })

  test('are asked for again after what was missed without a connection', async ({ clock, server, visit }) => {
    const client = await visit()
    client.tasks.want('mine')
    await clock.pass(1)
    server.isDown = true
    server.cut()
    server.addTask(7, 11, ME)
    server.isDown = false
    client.retryNow()
    await clock.pass(1_000)
    expect(says(client.tasks.all())).toEqual(['11 open'])
  })

  test('show at once what was done to them, and no more when it was refused', async ({ clock, server, visit }) => {
    server.addTask(7, 11, ME)
    const client = await visit()
    client.tasks.want('mine')
    await clock.pass(1)
    const done = { roomId: 7, id: 11, status: 'done' } as const
    const finish = () =>
      client.overlay.changeTask(done, { status: 'done' }, () => client.call(api.tasks.setStatus, done))
    server.refusals.set('tasks.setStatus', { reply: 0, error: { code: 'forbidden', message: '' } } as never)
    const refused = finish()
    expect(says(client.tasks.all())).toEqual(['11 done'])
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
    expect(says(client.tasks.all())).toEqual(['11 open'])
    const accepted = finish()
    await clock.pass(1)
    await accepted
    expect(says(client.tasks.all())).toEqual(['11 done'])
    expect(client.rooms.totals().tasks).toBe(0)
  })

  test('of one’s own are there again before there is a connection', async ({ clock, server, storage, visit }) => {
    server.addTask(7, 11, ME)
    server.addTask(7, 12, OTHER)
    const client = await visit()
    client.tasks.want('room:7')
    await clock.pass(2_000)
    client.stop()
    server.isDown = true
    const again = await visit(storage)
    expect(says(again.tasks.all())).toContain('11 open')
  })

  test('that were let go of are not shown', async ({ clock, server, visit }) => {
    server.addTask(7, 11, ME)
    const client = await visit()
    client.tasks.want('mine')
    await clock.pass(1)
    server.changeTask(7, 11, { deleted: true })
    await settle()
    expect(client.tasks.all()).toEqual([])
    expect(client.tasks.isDeleted(7, 11)).toBe(true)
  })

  test('tell how much was said about them, asked for together, and again when something may have been', async ({
    clock,
    server,
    visit,
    count,
  }) => {
    const tasks = [server.addTask(7, 11, ME), server.addTask(7, 12, ME)]
    const client = await visit()
    const stops = tasks.map((task) => client.comments.want(task))
    await clock.pass(100)
    const counts = () => tasks.map((task) => client.comments.count(task))
    expect([counts(), count('tasks.countComments')]).toEqual([[0, 0], 1])
    server.post(7, OTHER, 'hello')
    await clock.pass(100)
    expect(count('tasks.countComments')).toBe(1)
    const move = client.comments.move(7)
    server.post(7, OTHER, '[rp aid=1 to=7-12] done')
    await clock.pass(100)
    expect([counts(), count('tasks.countComments')]).toEqual([[0, 1], 2])
    expect(client.comments.move(7)).toBe(move + 1)
    for (const stop of stops) stop()
    server.post(7, OTHER, '[rp aid=1 to=7-12] again')
    await clock.pass(100)
    expect(count('tasks.countComments')).toBe(2)
  })

  test('are reminded of while one is there', async ({ server, visit }) => {
    const task = server.addTask(7, 11, ME)
    const client = await visit()
    const heard: number[] = []
    const stop = client.onReminder(({ before }) => heard.push(before))
    server.tell({ event: 'reminder', data: { before: 60, task } })
    await settle()
    stop()
    server.tell({ event: 'reminder', data: { before: 0, task } })
    await settle()
    expect(heard).toEqual([60])
  })
})

import { api, myOpenTasks, myTaskCount } from '@naniwa/contract'
import { expect, test } from 'vitest'
import type { TestClient } from '../testing/client.ts'
import { holdNextCommit } from '../testing/hold.ts'
import { makeGroup, say, scene } from '../testing/scene.ts'
import type { PushFrame } from '../testing/socket.ts'
import { ask } from '../testing/tasks.ts'

const stage = scene()

/** Aiko and two devices of ben's in a group; the phone learns from events alone. */
async function together(): Promise<{ aiko: TestClient; desk: TestClient; phone: TestClient; roomId: number }> {
  const aiko = await stage.enter('aiko')
  const [desk, phone] = [await stage.enter('ben'), await stage.enter('ben', { answers: 'ask' })]
  const { id: roomId } = await makeGroup(aiko, [[stage.people.ben, 'member']])
  await Promise.all([desk.level(), phone.level()])
  return { aiko, desk, phone, roomId }
}

const forBen = () => ({ accountIds: [stage.people.ben.accountId] })

function lose(client: TestClient, when: (frame: PushFrame) => boolean): void {
  client.disturb({ random: () => 0, drop: 1, spare: (frame) => !when(frame) })
}

const isTask = (frame: PushFrame): boolean => 'event' in frame && frame.event === 'task'

test('[S8] a task is one’s own while it is open and one’s own to do, whatever happens to it', async () => {
  const { aiko, phone, roomId } = await together()
  const mine = async () => {
    await phone.call(api.accounts.me, {})
    return phone.room(roomId).mine.tasks
  }
  const before = myTaskCount(phone.replica)
  const { id } = await ask(aiko, roomId, forBen())
  expect(await mine()).toEqual([id])
  expect(myTaskCount(phone.replica)).toBe(before + 1)
  const place = { roomId, id }
  const [benId, aikoId] = [phone.person.accountId, aiko.person.accountId]
  const steps: [() => Promise<unknown>, number[]][] = [
    [() => aiko.call(api.tasks.setStatus, { ...place, status: 'done' }), []],
    [() => aiko.call(api.tasks.setStatus, { ...place, status: 'open' }), [id]],
    [() => aiko.call(api.tasks.edit, { ...place, body: '言い直し' }), [id]],
    [() => aiko.call(api.tasks.edit, { ...place, accountId: aikoId }), []],
    [() => aiko.call(api.tasks.edit, { ...place, accountId: benId }), [id]],
    [() => aiko.call(api.tasks.delete, place), []],
  ]
  for (const [step, left] of steps) {
    await step()
    expect(await mine()).toEqual(left)
  }
})

test('[S8] tasks and messages of one answer count together in the order of their clocks', async () => {
  const { aiko, phone, roomId } = await together()
  await phone.open(roomId)
  lose(phone, (frame) => 'event' in frame)
  const first = await ask(aiko, roomId, forBen())
  await say(aiko, roomId, `[To:${stage.people.ben.accountId}]見てください`)
  const second = await ask(aiko, roomId, forBen())
  await say(aiko, roomId, 'よろしく')
  await aiko.call(api.tasks.delete, { roomId, id: first.id })
  await stage.server.beat()
  await phone.level()
  expect(phone.room(roomId).mine).toMatchObject({ tasks: [second.id], mentions: [3] })
})

test('[S8] one’s own state that was read after a task was made and done is not changed by either', async () => {
  const { aiko, desk, phone, roomId } = await together()
  lose(phone, isTask)
  const { id } = await ask(aiko, roomId, forBen())
  await desk.call(api.tasks.setStatus, { roomId, id, status: 'done' })
  await desk.call(api.messages.unread, { roomId, number: 1 })
  await stage.server.beat()
  await phone.level()
  expect(phone.room(roomId).mine.tasks).toEqual([])
})

test('[S17] how many tasks one has is known at once, what they say when it is read', async () => {
  const { aiko, desk, roomId } = await together()
  const tasks = [await ask(aiko, roomId, forBen()), await ask(aiko, roomId, forBen())]
  const phone = await stage.enter('ben')
  expect(phone.room(roomId).mine.tasks).toEqual(tasks.map(({ id }) => id))
  expect(myOpenTasks(phone.replica)).toBeNull()
  await phone.loadMine()
  expect(myOpenTasks(phone.replica)?.filter((task) => task.roomId === roomId)).toEqual(tasks)
  const third = await ask(aiko, roomId, forBen())
  await Promise.all([phone.level(), desk.level()])
  expect(myOpenTasks(phone.replica)?.map(({ id }) => id)).toContain(third.id)
})

test('[S17] the open tasks of a room that were read once stay whole while one is away', async () => {
  const { aiko, phone, roomId } = await together()
  const kept = await ask(aiko, roomId, forBen())
  const gone = await ask(aiko, roomId)
  await phone.loadTasks(roomId)
  await phone.disconnect()
  await aiko.call(api.tasks.delete, { roomId, id: gone.id })
  const fresh = await ask(aiko, roomId)
  await phone.connect()
  expect(phone.asked.map(({ name }) => name).slice(-1)).toEqual(['sync.room'])
  const open = [...phone.room(roomId).tasks.values()].filter(({ deleted }) => !deleted)
  expect(open).toEqual([kept, fresh])
})

test('[S2] what was heard of people and tasks of a room that nobody looks at is let go when it may have changed', async () => {
  const { aiko, phone, roomId } = await together()
  const { people } = stage
  const heard = await ask(aiko, roomId)
  await aiko.call(api.members.add, { roomId, members: [{ accountId: people.chie.accountId }] })
  await phone.call(api.accounts.me, {})
  expect([phone.room(roomId).tasks.size, phone.room(roomId).members.size]).toEqual([1, 1])
  await phone.disconnect()
  await aiko.call(api.tasks.edit, { roomId, id: heard.id, body: '変わった' })
  await aiko.call(api.members.setRole, { roomId, accountId: people.chie.accountId, role: 'readonly' })
  await phone.connect()
  expect([phone.room(roomId).tasks.size, phone.room(roomId).members.size]).toEqual([0, 0])
})

test('[S11] a list of tasks that was overtaken by what was not heard is asked for again', async () => {
  const { aiko, phone, roomId } = await together()
  const task = await ask(aiko, roomId, forBen())
  await phone.level()
  await phone.disconnect()
  await phone.connect()
  const answered = holdNextCommit()
  const reading = phone.loadMine()
  const release = await answered
  // The answer is on its way; meanwhile the room moves on, unheard, and is read anew.
  lose(phone, (frame) => 'event' in frame)
  await aiko.call(api.tasks.edit, { roomId, id: task.id, body: '変わった' })
  await stage.server.beat()
  await phone.call(api.accounts.me, {})
  await phone.mend()
  release()
  await reading
  expect(phone.room(roomId).tasks.get(task.id)?.body).toBe('変わった')
  expect(phone.asked.filter(({ name }) => name === 'tasks.mine')).toHaveLength(2)
})

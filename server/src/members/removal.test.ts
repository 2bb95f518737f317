import { api } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { holdNextCommit } from '../testing/hold.ts'
import { makeGroup, outcome, say, scene } from '../testing/scene.ts'

const stage = scene()

test('[S13] a person removed from a room stops hearing it at once, on every device', async () => {
  const { people } = stage
  const aiko = await stage.enter('aiko')
  const [desk, phone] = [await stage.enter('ben'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  await Promise.all([desk.level(), phone.level()])
  await aiko.call(api.members.remove, { roomId, accountId: people.ben.accountId })
  await say(aiko, roomId, '聞かれたくない話')
  await aiko.call(api.rooms.typing, { roomId })
  await aiko.call(api.rooms.update, { roomId, name: '秘密' })
  for (const device of [desk, phone]) {
    await device.level()
    expect(device.replica.rooms.has(roomId)).toBe(false)
    expect(device.heard('message').map(({ body }) => body)).not.toContain('聞かれたくない話')
    expect(device.heard('typing')).toEqual([])
    expect(device.heard('room').map(({ name }) => name)).not.toContain('秘密')
  }
  expect(await outcome(desk.call(api.sync.room, { roomId, since: 0 }))).toBe('not_found')
})

test('[S13] of what is sent while somebody is being removed, they hear nothing that comes after their removal', async () => {
  const { people } = stage
  const [aiko, ben, chie] = [await stage.enter('aiko'), await stage.enter('ben'), await stage.enter('chie')]
  for (let round = 0; round < 20; round++) {
    const { id: roomId } = await makeGroup(aiko, [
      [people.ben, 'member'],
      [people.chie, 'member'],
    ])
    await ben.level()
    const sending = Array.from({ length: 10 }, (_, n) => say(n % 2 ? chie : aiko, roomId, `${n}`))
    const removed = aiko.call(api.members.remove, { roomId, accountId: people.ben.accountId })
    sending.push(...Array.from({ length: 10 }, (_, n) => say(n % 2 ? chie : aiko, roomId, `${n}`)))
    const { tick } = await removed
    await Promise.all(sending)
    await ben.level()
    const heard = ben.heard('message').filter((message) => message.roomId === roomId)
    expect(heard.filter((message) => message.tick > tick)).toEqual([])
  }
})

test('[S13] what a removal has committed cuts the person off even when its answer comes late', async () => {
  const { people } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  await ben.level()
  const committed = holdNextCommit()
  const removed = aiko.call(api.members.remove, { roomId, accountId: people.ben.accountId })
  const release = await committed
  const after = await say(aiko, roomId, '退出のあと')
  await ben.level()
  release()
  await removed
  await ben.level()
  expect(ben.heard('message').map(({ id }) => id)).not.toContain(after.id)
})

test('a removed person’s calls that were under way are decided before or after, and never heard by the wrong people', async () => {
  const { people } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  for (let round = 0; round < 10; round++) {
    const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
    const [removed, ...said] = await Promise.all([
      aiko.call(api.members.remove, { roomId, accountId: people.ben.accountId }),
      ...Array.from({ length: 8 }, () => outcome(say(ben, roomId, '間に合うか'))),
    ])
    const { messages } = await aiko.call(api.sync.room, { roomId, since: 0 })
    const written = messages.filter(({ accountId }) => accountId === people.ben.accountId)
    expect(written).toHaveLength(said.filter((one) => one === 'done').length)
    expect(written.filter(({ tick }) => tick > removed.tick)).toEqual([])
  }
})

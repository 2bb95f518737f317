import { api } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { makeGroup, outcome, scene } from '../testing/scene.ts'

const stage = scene()

test('pins, mutes and categories are one’s own: another device follows, nobody else hears of them', async () => {
  const [desk, phone, ben] = [await stage.enter('aiko'), await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId, tick } = await makeGroup(desk, [[stage.people.ben, 'member']])
  await Promise.all([phone.level(), ben.level()])
  const category = await desk.call(api.categories.save, { name: '今期' })
  const mine = await desk.call(api.rooms.arrange, { roomId, pinned: true, muted: true, categoryId: category.id })
  expect(mine).toMatchObject({ pinned: true, muted: true, categoryId: category.id })
  expect(await desk.call(api.rooms.arrange, { roomId, muted: false })).toMatchObject({ pinned: true, muted: false })
  const before = ben.frames.length
  await Promise.all([phone.level(), ben.level()])
  expect(phone.room(roomId).mine).toMatchObject({ pinned: true, muted: false, categoryId: category.id })
  expect(ben.frames.length).toBe(before)
  expect(phone.room(roomId).tick).toBe(tick)
  expect(await desk.call(api.rooms.arrange, { roomId, categoryId: null })).toMatchObject({ categoryId: null })
})

test('a room is filed under a category of one’s own only', async () => {
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const theirs = await ben.call(api.categories.save, { name: 'ben' })
  const gone = await aiko.call(api.categories.save, { name: 'gone' })
  await aiko.call(api.categories.remove, { id: gone.id })
  const { roomId } = stage.people.aiko
  for (const categoryId of [theirs.id, gone.id, 404]) {
    expect(await outcome(aiko.call(api.rooms.arrange, { roomId, categoryId }))).toBe('not_found')
  }
})

test('a room is never left in a category that is removed at the same moment', async () => {
  const aiko = await stage.enter('aiko')
  const { roomId } = stage.people.aiko
  for (let round = 0; round < 20; round++) {
    const { id: categoryId } = await aiko.call(api.categories.save, { name: `${round}` })
    await Promise.all([
      outcome(aiko.call(api.rooms.arrange, { roomId, categoryId })),
      aiko.call(api.categories.remove, { id: categoryId }),
    ])
    await aiko.level()
    expect(aiko.room(roomId).mine.categoryId).toBeNull()
  }
})

test('a category that is removed gives its rooms back, and does not bring back those that are gone', async () => {
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const kept = await makeGroup(aiko, [[stage.people.ben, 'member']])
  const gone = await makeGroup(aiko, [[stage.people.ben, 'member']])
  const { id: categoryId } = await ben.call(api.categories.save, { name: '案件' })
  for (const { id: roomId } of [kept, gone]) await ben.call(api.rooms.arrange, { roomId, categoryId })
  await aiko.call(api.rooms.delete, { roomId: gone.id })
  await ben.call(api.categories.remove, { id: categoryId })
  await ben.level()
  expect(ben.room(kept.id).mine.categoryId).toBeNull()
  expect(ben.replica.rooms.has(gone.id)).toBe(false)
})

test('a read mark that crosses the deletion of its room does not bring the room back', async () => {
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  for (let round = 0; round < 20; round++) {
    const { id: roomId } = await makeGroup(aiko, [[stage.people.ben, 'member']])
    await Promise.all([
      aiko.call(api.rooms.delete, { roomId }),
      outcome(ben.call(api.messages.read, { roomId, number: 1 })),
      outcome(ben.call(api.rooms.arrange, { roomId, pinned: true })),
    ])
    await ben.level()
    expect(ben.replica.rooms.has(roomId)).toBe(false)
  }
})

test('typing is heard by those in the room and by nobody else, and leaves no trace', async () => {
  const { people } = stage
  const [aiko, ben, dai] = [await stage.enter('aiko'), await stage.enter('ben'), await stage.enter('dai')]
  const { id: roomId, tick } = await makeGroup(aiko, [[people.ben, 'member']])
  await ben.level()
  await aiko.call(api.rooms.typing, { roomId })
  await Promise.all([ben.level(), dai.level()])
  expect(ben.heard('typing')).toEqual([{ roomId, accountId: people.aiko.accountId }])
  expect(dai.heard('typing')).toEqual([])
  expect(ben.room(roomId).tick).toBe(tick)
})

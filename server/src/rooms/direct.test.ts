import { api } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { outcome, overHttp, say, scene } from '../testing/scene.ts'

const stage = scene()

test('rooms.direct is for people of one’s own organization, and not for oneself', async () => {
  const { people, server } = stage
  const dai = await stage.enter('dai')
  const with_ = (accountId: number) => outcome(dai.call(api.rooms.direct, { accountId }))
  expect(await with_(people.aiko.accountId)).toBe('not_found')
  expect(await with_(people.dai.accountId)).toBe('not_found')
  expect(await with_(404)).toBe('not_found')
  expect(await outcome(overHttp(server).call(api.rooms.direct, { accountId: people.ben.accountId }))).toBe(
    'unauthenticated',
  )
  await dai.level()
  expect(dai.replica.rooms.size).toBe(1)
})

test('a direct chat is the same room whoever asks for it, and whenever', async () => {
  const { people } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const room = await aiko.call(api.rooms.direct, { accountId: people.ben.accountId })
  expect(room).toMatchObject({ type: 'direct', name: '', lastNumber: 0 })
  expect(room.people.map(({ name }) => name).sort()).toEqual(['Aiko', 'Ben'])
  await say(aiko, room.id, 'すこしいいですか')
  const same = await ben.call(api.rooms.direct, { accountId: people.aiko.accountId })
  expect(same).toMatchObject({ id: room.id, lastNumber: 1 })
  await ben.level()
  expect(ben.room(room.id).mine).toMatchObject({ role: 'admin', readNumber: 0 })
})

test('two people who open their direct chat at the same moment, several times over, share one room', async () => {
  const { people } = stage
  const [ben, chie] = [await stage.enter('ben'), await stage.enter('chie')]
  const opened = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      n % 2 === 0
        ? ben.call(api.rooms.direct, { accountId: people.chie.accountId })
        : chie.call(api.rooms.direct, { accountId: people.ben.accountId }),
    ),
  )
  expect(new Set(opened.map(({ id }) => id)).size).toBe(1)
  await ben.level()
  await chie.level()
  expect([...ben.replica.rooms.values()].filter(({ room }) => room?.people.length === 2)).toHaveLength(
    [...ben.replica.rooms.keys()].filter((roomId) => chie.replica.rooms.has(roomId)).length + 1,
  )
})

test('a direct chat never becomes a group: there is no verb that changes its type or its two people', async () => {
  const aiko = await stage.enter('aiko')
  const room = await aiko.call(api.rooms.direct, { accountId: stage.people.chie.accountId })
  await say(aiko, room.id, '一対一')
  const members = await aiko.call(api.members.list, { roomId: room.id })
  expect(members.members.map(({ role }) => role)).toEqual(['admin', 'admin'])
  const answer = await aiko.call(api.rooms.get, { roomIds: [room.id] })
  expect(answer.rooms[0]).toMatchObject({ type: 'direct', organizations: [{ members: 2 }] })
})

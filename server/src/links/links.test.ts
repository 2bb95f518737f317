import { api } from '@naniwa/contract'
import { expect, test } from 'vitest'
import type { TestClient } from '../testing/client.ts'
import { makeGroup, outcome, overHttp, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'

const stage = scene()
const everyone = { readonly: 'done', member: 'done', admin: 'done' } as const
const adminsOnly = { readonly: 'forbidden', member: 'forbidden', admin: 'done' } as const

testWhoMayNot(stage, [
  attempt(api.links.get, ({ roomId }) => ({ roomId }), everyone),
  attempt(api.links.save, ({ roomId }) => ({ roomId }), adminsOnly),
  attempt(api.links.remove, ({ roomId }) => ({ roomId }), adminsOnly),
  attempt(api.links.answer, ({ roomId, people }) => ({ roomId, accountId: people.dai.accountId, accept: true }), {
    readonly: 'forbidden',
    member: 'forbidden',
    admin: 'not_found',
  }),
])

/** A group of aiko's with a link. */
async function linked(aiko: TestClient, needAcceptance: 'open' | 'asks'): Promise<{ roomId: number; code: string }> {
  const { id: roomId } = await makeGroup(aiko)
  const link = await aiko.call(api.links.save, { roomId, needAcceptance: needAcceptance === 'asks' })
  return { roomId, code: link.code as string }
}

test('a code that is off, was replaced or never was leads nowhere, and joining asks to sign in first', async () => {
  const { server, people } = stage
  const aiko = await stage.enter('aiko')
  const { roomId, code } = await linked(aiko, 'open')
  const visitor = overHttp(server)
  expect(await outcome(visitor.call(api.links.join, { code }))).toBe('unauthenticated')
  expect(await outcome(visitor.call(api.links.read, { code }))).toBe('done')
  const { code: second } = await aiko.call(api.links.save, { roomId })
  await aiko.call(api.links.remove, { roomId })
  for (const dead of [code, second as string, 'never-was']) {
    expect(await outcome(visitor.call(api.links.read, { code: dead }))).toBe('not_found')
    expect(await outcome(overHttp(server, people.dai).call(api.links.join, { code: dead }))).toBe('not_found')
  }
})

test('a link shows a stranger what they would join, and no more', async () => {
  const { server } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [[stage.people.ben, 'member']])
  const description = 'どなたでも <b>どうぞ</b>'
  const link = await aiko.call(api.links.save, { roomId, code: 'open-house_1', needAcceptance: true, description })
  expect(link).toMatchObject({ code: 'open-house_1', needAcceptance: true, description })
  expect(link.url).toMatch(/\/g\/open-house_1$/)
  expect(await overHttp(server).call(api.links.read, { code: 'open-house_1' })).toEqual({
    name: '企画 Planning',
    description,
    icon: { preset: 'group', hue: 1, image: null },
    memberCount: 2,
    needAcceptance: true,
    organizationName: 'Minamo',
  })
})

test('two rooms never have the same code, not even when both take it at once', async () => {
  const aiko = await stage.enter('aiko')
  const rooms = [await makeGroup(aiko), await makeGroup(aiko)]
  const outcomes = await Promise.all(
    rooms.map(({ id }) => outcome(aiko.call(api.links.save, { roomId: id, code: 'same-code' }))),
  )
  expect(outcomes.sort()).toEqual(['code_taken', 'done'])
  const again = await aiko.call(api.links.read, { code: 'same-code' })
  expect(again.memberCount).toBe(1)
})

test('of two who switch a link on at once the second is told, and so is whoever means one that is off', async () => {
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko)
  const save = (when: 'on' | 'off') => outcome(aiko.call(api.links.save, { roomId, when }))
  const remove = (when: 'on' | 'off') => outcome(aiko.call(api.links.remove, { roomId, when }))
  expect(await Promise.all([save('on'), remove('on')])).toEqual(['link_changed', 'link_changed'])
  expect((await Promise.all([save('off'), save('off')])).sort()).toEqual(['done', 'link_changed'])
  expect(await remove('off')).toBe('link_changed')
  expect((await Promise.all([remove('on'), remove('on')])).sort()).toEqual(['done', 'link_changed'])
})

test('a room keeps its code when its link is saved with the same one', async () => {
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko)
  for (const needAcceptance of [true, false]) {
    const link = await aiko.call(api.links.save, { roomId, code: 'kept-code', needAcceptance })
    expect(link).toMatchObject({ code: 'kept-code', needAcceptance })
  }
})

test('who comes by an open link is in at once, once, and the room is told', async () => {
  const { people } = stage
  const [aiko, dai] = [await stage.enter('aiko'), await stage.enter('dai')]
  const { roomId, code } = await linked(aiko, 'open')
  const joins = await Promise.all([1, 2, 3].map(() => dai.call(api.links.join, { code })))
  expect(joins).toEqual(joins.map(() => ({ outcome: 'joined', roomId })))
  await Promise.all([aiko.level(), dai.level()])
  expect(dai.room(roomId).mine.role).toBe('member')
  const lines = aiko.heard('message').filter((message) => message.roomId === roomId)
  expect(lines.filter(({ body }) => body === '[info][dtext:chatroom_chat_joined][/info]')).toHaveLength(1)
  expect(lines.at(-1)?.accountId).toBe(people.dai.accountId)
})

test('where an admin must accept, who asks waits; only admins see who does', async () => {
  const { people, server } = stage
  const [aiko, dai] = [await stage.enter('aiko'), await stage.enter('dai')]
  const { roomId, code } = await linked(aiko, 'asks')
  await aiko.call(api.members.add, { roomId, members: [{ accountId: people.ben.accountId }] })
  await aiko.level()
  const { tick } = aiko.room(roomId)
  expect(await dai.call(api.links.join, { code })).toEqual({ outcome: 'requested', roomId: null })
  expect(await dai.call(api.links.join, { code })).toEqual({ outcome: 'requested', roomId: null })
  expect(await outcome(dai.call(api.rooms.arrange, { roomId, pinned: true }))).toBe('not_found')
  await aiko.level()
  expect(aiko.room(roomId).tick).toBeGreaterThan(tick)
  const { requests } = await aiko.call(api.links.get, { roomId })
  expect(requests.map(({ name, organizationName }) => [name, organizationName])).toEqual([['Dai', 'Tsubame']])
  expect((await overHttp(server, people.ben).call(api.links.get, { roomId })).requests).toEqual([])
})

test('who is turned down may ask again; who is accepted is in, and waits no more', async () => {
  const { people } = stage
  const [aiko, dai] = [await stage.enter('aiko'), await stage.enter('dai')]
  const { roomId, code } = await linked(aiko, 'asks')
  const { accountId } = people.dai
  await dai.call(api.links.join, { code })
  await aiko.call(api.links.answer, { roomId, accountId, accept: false })
  expect(await outcome(aiko.call(api.links.answer, { roomId, accountId, accept: true }))).toBe('not_found')
  await dai.call(api.links.join, { code })
  await aiko.call(api.links.answer, { roomId, accountId, accept: true })
  await dai.level()
  expect(dai.room(roomId).mine.role).toBe('member')
  expect((await aiko.call(api.links.get, { roomId })).requests).toEqual([])
  expect(await dai.call(api.links.join, { code })).toEqual({ outcome: 'joined', roomId })
})

test('who is let in another way while they wait, waits no more', async () => {
  const { people } = stage
  const [aiko, chie] = [await stage.enter('aiko'), await stage.enter('chie')]
  const { roomId, code } = await linked(aiko, 'asks')
  const { accountId } = people.chie
  await chie.call(api.links.join, { code })
  await aiko.call(api.members.add, { roomId, members: [{ accountId, role: 'readonly' }] })
  expect((await aiko.call(api.links.get, { roomId })).requests).toEqual([])
  expect(await outcome(aiko.call(api.links.answer, { roomId, accountId, accept: true }))).toBe('not_found')
  await chie.level()
  expect(chie.room(roomId).mine.role).toBe('readonly')
})

test('who was removed can come back by the link, as anybody can', async () => {
  const { people } = stage
  const [aiko, dai] = [await stage.enter('aiko'), await stage.enter('dai')]
  const { roomId, code } = await linked(aiko, 'open')
  await dai.call(api.links.join, { code })
  await aiko.call(api.members.remove, { roomId, accountId: people.dai.accountId })
  await dai.level()
  expect(dai.replica.rooms.has(roomId)).toBe(false)
  await dai.call(api.links.join, { code })
  await dai.level()
  expect(dai.room(roomId).mine.role).toBe('member')
})

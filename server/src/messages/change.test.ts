import { api, REACTION_KINDS } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { makeGroup, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'

const stage = scene()

testWhoMayNot(stage, [
  attempt(api.messages.edit, ({ roomId, message }) => ({ roomId, id: message.id, body: '直した' }), {
    readonly: 'forbidden',
    member: 'done',
    admin: 'forbidden',
  }),
  attempt(api.messages.delete, ({ roomId, message }) => ({ roomId, id: message.id }), {
    readonly: 'forbidden',
    member: 'done',
    admin: 'done',
  }),
  attempt(api.messages.react, ({ roomId, message }) => ({ roomId, id: message.id, emoji: '👍', on: true }), {
    readonly: 'forbidden',
    member: 'done',
    admin: 'done',
  }),
])

test('nobody changes the product’s own lines, and only its author edits a message', async () => {
  const { people } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const { messages } = await aiko.call(api.messages.list, { roomId })
  const line = messages[0]?.id as string
  expect(await outcome(aiko.call(api.messages.edit, { roomId, id: line, body: 'x' }))).toBe('forbidden')
  expect(await outcome(aiko.call(api.messages.delete, { roomId, id: line }))).toBe('forbidden')
  const mine = await say(aiko, roomId, 'わたしの')
  expect(await outcome(ben.call(api.messages.delete, { roomId, id: mine.id }))).toBe('forbidden')
  expect(await outcome(ben.call(api.messages.edit, { roomId, id: '404', body: 'x' }))).toBe('not_found')
})

test('in a direct chat nobody deletes what the other wrote', async () => {
  const { people } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await aiko.call(api.rooms.direct, { accountId: people.ben.accountId })
  const { id } = await say(ben, roomId, '証拠')
  expect(await outcome(aiko.call(api.messages.delete, { roomId, id }))).toBe('forbidden')
  expect(await outcome(ben.call(api.messages.delete, { roomId, id }))).toBe('done')
})

test('a message cannot be changed through another room, by its id alone', async () => {
  const { people, server } = stage
  const aiko = await stage.enter('aiko')
  const [here, there] = [await makeGroup(aiko), await makeGroup(aiko, [[people.ben, 'admin']])]
  const { id } = await say(aiko, here.id, 'ここだけ')
  const ben = overHttp(server, people.ben)
  for (const roomId of [here.id, there.id]) {
    expect(await outcome(ben.call(api.messages.get, { roomId, id }))).toBe('not_found')
    expect(await outcome(ben.call(api.messages.delete, { roomId, id }))).toBe('not_found')
    expect(await outcome(ben.call(api.messages.react, { roomId, id, emoji: '👍', on: true }))).toBe('not_found')
  }
})

test('an edit takes a new place in the order of changes and keeps number and time; the same text changes nothing', async () => {
  const { people, server } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  await ben.level()
  await ben.open(roomId)
  const before = await say(aiko, roomId, '10時から')
  await say(ben, roomId, '了解')
  server.app.clock.advance(60_000)
  const after = await aiko.call(api.messages.edit, { roomId, id: before.id, body: '11時から' })
  expect(after).toEqual({
    ...before,
    body: '11時から',
    tick: before.tick + 2,
    editedAt: server.app.clock.now().getTime(),
  })
  expect(await aiko.call(api.messages.edit, { roomId, id: before.id, body: '11時から' })).toEqual(after)
  await ben.level()
  expect(ben.room(roomId).timeline.messages.find(({ id }) => id === before.id)).toEqual(after)
})

test('a deleted message keeps its place and its reactions, text, addressees and edits are gone for good', async () => {
  const { people, server } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const sent = await say(aiko, roomId, `[toall][To:${people.ben.accountId}]間違えた`)
  await overHttp(server, people.ben).call(api.messages.react, { roomId, id: sent.id, emoji: '😄', on: true })
  const deleted = await aiko.call(api.messages.delete, { roomId, id: sent.id })
  expect(deleted).toMatchObject({
    number: sent.number,
    body: '',
    mentions: [],
    toAll: false,
    deleted: true,
    reactions: [],
  })
  expect(await aiko.call(api.messages.delete, { roomId, id: sent.id })).toEqual(deleted)
  expect(await outcome(aiko.call(api.messages.edit, { roomId, id: sent.id, body: '戻す' }))).toBe('message_deleted')
  expect(await outcome(aiko.call(api.messages.react, { roomId, id: sent.id, emoji: '😄', on: true }))).toBe(
    'message_deleted',
  )
  const left = await server.app.db.selectFrom('message').where('roomId', '=', roomId).select('body').execute()
  expect(JSON.stringify(left)).not.toContain('間違えた')
})

test('reactions stand in the order they came, each person once per emoji, and can be taken back', async () => {
  const { people, server } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const { id, tick } = await say(aiko, roomId, 'リリースしました')
  const react = (who: typeof aiko, emoji: string, on = true) => who.call(api.messages.react, { roomId, id, emoji, on })
  await react(ben, '🎉')
  server.app.clock.advance(1_000)
  await react(aiko, '👍🏽')
  server.app.clock.advance(1_000)
  await react(aiko, '🎉')
  const again = await react(aiko, '🎉')
  expect(again.tick).toBe(tick + 3)
  expect(again.reactions).toEqual([
    { emoji: '🎉', accountIds: [people.ben.accountId, people.aiko.accountId] },
    { emoji: '👍🏽', accountIds: [people.aiko.accountId] },
  ])
  expect((await react(ben, '🎉', false)).reactions[0]?.accountIds).toEqual([people.aiko.accountId])
  expect((await react(ben, '🎉', false)).tick).toBe(tick + 4)
  await ben.level()
  expect(ben.heard('message').at(-1)?.tick).toBe(tick + 4)
})

test.each(['', 'ok', '👍👍', '🎉x', '1', '\u200d', '<b>'])('%j is not one emoji', async (emoji) => {
  const aiko = await stage.enter('aiko')
  const { roomId } = stage.people.aiko
  const { id } = await say(aiko, roomId, 'これ')
  expect(await outcome(aiko.call(api.messages.react, { roomId, id, emoji, on: true }))).toBe('invalid_input')
})

test('a message takes thirty kinds of reactions, and everybody may join those it has', async () => {
  const { people } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const { id } = await say(aiko, roomId, '全部')
  const emoji = Array.from({ length: REACTION_KINDS + 1 }, (_, n) => String.fromCodePoint(0x1f600 + n))
  const react = (one: string) => outcome(aiko.call(api.messages.react, { roomId, id, emoji: one, on: true }))
  for (const one of emoji.slice(0, -3)) expect(await react(one)).toBe('done')
  // Of those that come at the same time no more are taken than there is room for.
  const last = await Promise.all(emoji.slice(-3).map(react))
  expect(last.sort()).toEqual(['done', 'done', 'limit_reached'])
  expect(await outcome(ben.call(api.messages.react, { roomId, id, emoji: emoji[0] as string, on: true }))).toBe('done')
})

test('edits, reactions and deletions of many at once end in one state that everyone has', async () => {
  const { people } = stage
  const aiko = await stage.enter('aiko')
  const devices = [aiko, await stage.enter('ben'), await stage.enter('chie')]
  const { id: roomId } = await makeGroup(aiko, [
    [people.ben, 'member'],
    [people.chie, 'member'],
  ])
  const messages = await Promise.all(Array.from({ length: 10 }, (_, n) => say(aiko, roomId, `${n}`)))
  for (const device of devices) {
    await device.level()
    await device.open(roomId)
  }
  await Promise.all(
    messages.flatMap(({ id }, n) => [
      ...devices.map((who) => outcome(who.call(api.messages.react, { roomId, id, emoji: '👍', on: true }))),
      outcome(aiko.call(api.messages.edit, { roomId, id, body: `${n} 改` })),
      ...(n % 3 === 0 ? [outcome(aiko.call(api.messages.delete, { roomId, id }))] : []),
    ]),
  )
  await Promise.all(devices.map((device) => device.level()))
  const states = devices.map((device) => JSON.stringify(device.room(roomId).timeline.messages))
  expect(new Set(states).size).toBe(1)
})

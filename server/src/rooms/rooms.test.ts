import { api, can } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { makeGroup, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'

const stage = scene()
const adminsOnly = { readonly: 'forbidden', member: 'forbidden', admin: 'done' } as const
const writers = { readonly: 'forbidden', member: 'done', admin: 'done' } as const
const everyone = { readonly: 'done', member: 'done', admin: 'done' } as const

testWhoMayNot(stage, [
  attempt(api.rooms.update, ({ roomId }) => ({ roomId, name: '新しい名前' }), adminsOnly, 'rooms.update of the name'),
  attempt(
    api.rooms.update,
    ({ roomId }) => ({ roomId, icon: { preset: 'star' as const, hue: 2, image: null } }),
    adminsOnly,
    'rooms.update of the icon',
  ),
  attempt(api.rooms.update, ({ roomId }) => ({ roomId, description: '毎週月曜' }), writers, 'rooms.update of the text'),
  attempt(api.rooms.leave, ({ roomId }) => ({ roomId }), { readonly: 'done', member: 'done', admin: 'last_admin' }),
  attempt(api.rooms.delete, ({ roomId }) => ({ roomId }), adminsOnly),
  attempt(api.rooms.arrange, ({ roomId }) => ({ roomId, pinned: true }), everyone),
  attempt(api.rooms.typing, ({ roomId }) => ({ roomId }), writers),
])

test('rooms.create takes people of one’s own organization only, and says of no other whether they exist', async () => {
  const { people, server } = stage
  const aiko = await stage.enter('aiko')
  const rooms = aiko.replica.rooms.size
  const withOutsider = makeGroup(aiko, [
    [people.ben, 'member'],
    [people.dai, 'member'],
  ])
  expect(await outcome(withOutsider)).toBe('not_found')
  expect(await outcome(makeGroup(aiko, [[{ accountId: 404 }, 'member']]))).toBe('not_found')
  expect(await outcome(makeGroup(overHttp(server)))).toBe('unauthenticated')
  expect(
    await outcome(aiko.call(api.rooms.create, { name: 'x', icon: { preset: 'star', hue: 1, image: 'a'.repeat(64) } })),
  ).toBe('not_found')
  await aiko.level()
  expect(aiko.replica.rooms.size).toBe(rooms)
})

test('a new group has its maker as admin, a first line that names everyone, and appears with all of them at once', async () => {
  const { people } = stage
  const aiko = await stage.enter('aiko')
  const ben = await stage.enter('ben')
  const room = await makeGroup(aiko, [
    [people.ben, 'readonly'],
    [people.aiko, 'readonly'],
    [people.ben, 'member'],
  ])
  expect(room).toMatchObject({ type: 'group', name: '企画 Planning', lastNumber: 1, deleted: false, people: [] })
  expect(room.organizations).toEqual([{ id: people.aiko.organizationId, name: 'Minamo', members: 2 }])
  await ben.level()
  await ben.open(room.id)
  expect(ben.room(room.id).mine).toMatchObject({ role: 'member', readNumber: 0, mentions: [] })
  const { messages } = ben.room(room.id).timeline
  expect(messages.map(({ kind, accountId, body }) => ({ kind, accountId, body }))).toEqual([
    {
      kind: 'system',
      accountId: people.aiko.accountId,
      body: `[info][title][dtext:chatroom_groupchat_created][/title][dtext:chatroom_chatname_is]企画 Planning[dtext:chatroom_set]\n\n[dtext:chatroom_member_is][piconname:${people.ben.accountId}][dtext:chatroom_added][/info]`,
    },
  ])
  await aiko.level()
  expect(aiko.room(room.id).mine).toMatchObject({ role: 'admin', readNumber: 1 })
})

test('rooms.get answers one’s own rooms and leaves out all others without a word', async () => {
  const aiko = await stage.enter('aiko')
  const dai = await stage.enter('dai')
  const room = await makeGroup(aiko)
  const roomIds = [room.id, stage.people.dai.roomId, stage.people.aiko.roomId, 404]
  const seen = await dai.call(api.rooms.get, { roomIds })
  expect(seen.rooms.map(({ id }) => id)).toEqual([stage.people.dai.roomId])
  expect(seen.mine.map(({ roomId }) => roomId)).toEqual([stage.people.dai.roomId])
  expect((await aiko.call(api.rooms.get, { roomIds })).rooms).toHaveLength(2)
})

test('a changed name, description and icon are told to everyone, with one line that says what changed', async () => {
  const aiko = await stage.enter('aiko')
  const ben = await stage.enter('ben')
  const { id: roomId } = await makeGroup(aiko, [[stage.people.ben, 'member']])
  await ben.level()
  const icon = { preset: 'idea', hue: 5, image: null } as const
  const room = await aiko.call(api.rooms.update, { roomId, name: ' 新製品 ', description: '[info]開いたまま', icon })
  expect(room).toMatchObject({ name: '新製品', description: '[info]開いたまま', icon, lastNumber: 2 })
  await ben.level()
  expect(ben.room(roomId).room).toMatchObject({ name: '新製品', icon })
  expect(ben.heard('message').at(-1)?.body).toBe(
    '[info][title][dtext:chatroom_chat_edited][/title][dtext:chatroom_chatname_is]新製品[dtext:chatroom_changed]\n[dtext:chatroom_description_is]［info]開いたまま[dtext:chatroom_changed]\n[dtext:chatroom_icon_updated][/info]',
  )
})

test('a room saved as it is says nothing in the room', async () => {
  const aiko = await stage.enter('aiko')
  const room = await makeGroup(aiko)
  const after = await aiko.call(api.rooms.update, { roomId: room.id, name: room.name, icon: room.icon })
  expect(after.lastNumber).toBe(room.lastNumber)
})

test('who leaves a group hears nothing more of it, and their name stays with what they wrote', async () => {
  const aiko = await stage.enter('aiko')
  const ben = await stage.enter('ben')
  const { id: roomId } = await makeGroup(aiko, [[stage.people.ben, 'member']])
  await ben.level()
  await say(ben, roomId, 'お世話になりました')
  await ben.call(api.rooms.leave, { roomId })
  const last = await say(aiko, roomId, '内緒の話')
  await ben.level()
  expect(ben.heard('message').map(({ number }) => number)).not.toContain(last.number)
  expect(ben.replica.rooms.has(roomId)).toBe(false)
  const { members } = await aiko.call(api.members.list, { roomId })
  expect(members.find(({ accountId }) => accountId === stage.people.ben.accountId)).toMatchObject({
    role: null,
    name: 'Ben',
  })
  expect(await outcome(ben.call(api.rooms.leave, { roomId }))).toBe('not_found')
})

test.each(['my', 'direct'] as const)(
  'a %s chat cannot be left, deleted, renamed or given members, by anybody',
  async (type) => {
    const { people } = stage
    const aiko = await stage.enter('aiko')
    const direct = await aiko.call(api.rooms.direct, { accountId: people.ben.accountId })
    const roomId = type === 'my' ? people.aiko.roomId : direct.id
    const members = [{ accountId: people.chie.accountId }]
    const attempts = [
      aiko.call(api.rooms.leave, { roomId }),
      aiko.call(api.rooms.delete, { roomId }),
      aiko.call(api.rooms.update, { roomId, name: 'x' }),
      aiko.call(api.rooms.update, { roomId, description: 'x' }),
      aiko.call(api.members.add, { roomId, members }),
      aiko.call(api.members.setRole, { roomId, accountId: people.aiko.accountId, role: 'member' }),
      aiko.call(api.members.remove, { roomId, accountId: people.aiko.accountId }),
      aiko.call(api.links.get, { roomId }),
      aiko.call(api.links.save, { roomId }),
      aiko.call(api.links.remove, { roomId }),
    ]
    expect(await Promise.all(attempts.map(outcome))).toEqual(attempts.map(() => 'forbidden'))
    expect(can.leave({ type, role: 'admin' })).toBe(false)
  },
)

test('a deleted group is gone for everyone at once, with its link, and nobody can write into it any more', async () => {
  const aiko = await stage.enter('aiko')
  const ben = await stage.enter('ben')
  const { id: roomId } = await makeGroup(aiko, [[stage.people.ben, 'member']])
  const { code } = await aiko.call(api.links.save, { roomId })
  await ben.level()
  await aiko.call(api.rooms.delete, { roomId })
  await ben.level()
  expect(ben.replica.rooms.has(roomId)).toBe(false)
  expect(ben.heard('myRoom').at(-1)).toMatchObject({ roomId, role: null })
  expect(await outcome(say(ben, roomId, 'まだいますか'))).toBe('not_found')
  expect(await outcome(ben.call(api.links.read, { code: code as string }))).toBe('not_found')
  expect(await outcome(aiko.call(api.links.join, { code: code as string }))).toBe('not_found')
})

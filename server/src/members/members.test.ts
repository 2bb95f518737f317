import { api } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { makeGroup, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'

const stage = scene()
const everyone = { readonly: 'done', member: 'done', admin: 'done' } as const
const adminsOnly = { readonly: 'forbidden', member: 'forbidden', admin: 'done' } as const

testWhoMayNot(stage, [
  attempt(api.members.list, ({ roomId }) => ({ roomId }), everyone),
  attempt(
    api.members.add,
    ({ roomId, people }) => ({ roomId, members: [{ accountId: people.bot.accountId }] }),
    adminsOnly,
  ),
  attempt(
    api.members.setRole,
    ({ roomId, people }) => ({ roomId, accountId: people.chie.accountId, role: 'member' as const }),
    adminsOnly,
  ),
  attempt(
    api.members.change,
    ({ roomId, people }) => ({
      roomId,
      members: [{ accountId: people.bot.accountId }],
      remove: [people.chie.accountId],
    }),
    adminsOnly,
  ),
  attempt(api.members.remove, ({ roomId, people }) => ({ roomId, accountId: people.chie.accountId }), adminsOnly),
])

test('an admin adds people of their own organization only, in a room that spans two as well', async () => {
  const { people, server } = stage
  const [aiko, dai] = [await stage.enter('aiko'), await stage.enter('dai')]
  const { id: roomId } = await makeGroup(aiko)
  const { code } = await aiko.call(api.links.save, { roomId, needAcceptance: false })
  await dai.call(api.links.join, { code: code as string })
  await aiko.call(api.members.setRole, { roomId, accountId: people.dai.accountId, role: 'admin' })
  const add = (accountId: number) => ({ roomId, members: [{ accountId }] })
  expect(await outcome(dai.call(api.members.add, add(people.ben.accountId)))).toBe('not_found')
  expect(await outcome(aiko.call(api.members.add, add(404)))).toBe('not_found')
  expect(await outcome(overHttp(server, people.aiko).call(api.members.add, add(people.ben.accountId)))).toBe('done')
  const [room] = (await dai.call(api.rooms.get, { roomIds: [roomId] })).rooms
  expect(room?.organizations.map(({ name, members }) => [name, members])).toEqual([
    ['Minamo', 2],
    ['Tsubame', 1],
  ])
})

test('people who are added see the room at once, with everything before them read, and everyone sees them', async () => {
  const { people } = stage
  const [aiko, ben, chie] = [await stage.enter('aiko'), await stage.enter('ben'), await stage.enter('chie')]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  await ben.level()
  await ben.loadMembers(roomId)
  await say(aiko, roomId, `[To:${people.chie.accountId}]まだいない人へ`)
  const { members } = await aiko.call(api.members.add, {
    roomId,
    members: [
      { accountId: people.chie.accountId, role: 'readonly' },
      { accountId: people.ben.accountId, role: 'admin' },
    ],
  })
  expect(members.map(({ accountId, role }) => [accountId, role])).toEqual([[people.chie.accountId, 'readonly']])
  await Promise.all([ben.level(), chie.level()])
  expect(ben.room(roomId).mine.role).toBe('member')
  expect(ben.room(roomId).members.get(people.chie.accountId)?.role).toBe('readonly')
  expect(chie.room(roomId).mine).toMatchObject({ role: 'readonly', readNumber: 2, mentions: [] })
  expect(chie.room(roomId).lastNumber).toBe(3)
})

test('adding those who are in the room already changes nothing', async () => {
  const { people } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'readonly']])
  await aiko.level()
  const before = aiko.room(roomId).tick
  const again = [people.ben, people.aiko].map(({ accountId }) => ({ accountId, role: 'member' as const }))
  expect(await aiko.call(api.members.add, { roomId, members: again })).toEqual({ members: [] })
  await aiko.level()
  expect(aiko.room(roomId).tick).toBe(before)
})

test('who comes back has read everything said meanwhile, and their old place in the list', async () => {
  const { people } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  await aiko.call(api.members.remove, { roomId, accountId: people.ben.accountId })
  await say(aiko, roomId, `[To:${people.ben.accountId}]聞こえない`)
  await aiko.call(api.members.add, { roomId, members: [{ accountId: people.ben.accountId }] })
  await ben.level()
  expect(ben.room(roomId).mine).toMatchObject({ role: 'member', mentions: [] })
  expect(ben.room(roomId).lastNumber - ben.room(roomId).mine.readNumber).toBe(1)
  const { members } = await ben.call(api.members.list, { roomId })
  expect(members).toHaveLength(2)
})

test('a role that changes is told to the person and to everyone, and counts from the next call on', async () => {
  const { people } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const setRole = (role: 'admin' | 'member' | 'readonly') =>
    aiko.call(api.members.setRole, { roomId, accountId: people.ben.accountId, role })
  expect(await setRole('readonly')).toMatchObject({ role: 'readonly', name: 'Ben' })
  expect(await outcome(say(ben, roomId, 'だめ?'))).toBe('forbidden')
  const { tick } = await setRole('admin')
  expect(await setRole('admin')).toMatchObject({ tick })
  await ben.level()
  expect(ben.room(roomId).mine.role).toBe('admin')
  expect(await outcome(ben.call(api.rooms.update, { roomId, name: '引き継ぎ' }))).toBe('done')
})

test('whom nobody knows in the room has no role and cannot be removed, nor can whoever is gone', async () => {
  const { people } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const { accountId } = people.ben
  await aiko.call(api.members.remove, { roomId, accountId })
  for (const who of [accountId, people.dai.accountId, 404]) {
    expect(await outcome(aiko.call(api.members.remove, { roomId, accountId: who }))).toBe('not_found')
    expect(await outcome(aiko.call(api.members.setRole, { roomId, accountId: who, role: 'admin' }))).toBe('not_found')
  }
})

test('the last admin cannot leave, remove themself, or give the role up', async () => {
  const { people } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const { accountId } = people.aiko
  const attempts = [
    () => aiko.call(api.rooms.leave, { roomId }),
    () => aiko.call(api.members.remove, { roomId, accountId }),
    () => aiko.call(api.members.setRole, { roomId, accountId, role: 'member' }),
    () => aiko.call(api.members.setRole, { roomId, accountId, role: 'readonly' }),
  ]
  for (const attempted of attempts) expect(await outcome(attempted())).toBe('last_admin')
  await aiko.call(api.members.setRole, { roomId, accountId: people.ben.accountId, role: 'admin' })
  expect(await outcome(aiko.call(api.rooms.leave, { roomId }))).toBe('done')
})

const waysOut = [
  ['both leave', 'leave', 'leave'],
  ['each removes the other', 'remove', 'remove'],
  ['each takes the role from the other', 'demote', 'demote'],
  ['one leaves while the other demotes themself', 'leave', 'resign'],
] as const

test.each(waysOut)('of the last two admins one stays when %s at the same moment', async (_, first, second) => {
  const { people } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  for (let round = 0; round < 5; round++) {
    const { id: roomId } = await makeGroup(aiko, [[people.ben, 'admin']])
    const go = (client: typeof aiko, way: typeof first | typeof second) => {
      const other = client === aiko ? people.ben.accountId : people.aiko.accountId
      const self = client.person.accountId
      if (way === 'leave') return client.call(api.rooms.leave, { roomId })
      if (way === 'remove') return client.call(api.members.remove, { roomId, accountId: other })
      const accountId = way === 'resign' ? self : other
      return client.call(api.members.setRole, { roomId, accountId, role: 'member' })
    }
    const outcomes = await Promise.all([outcome(go(aiko, first)), outcome(go(ben, second))])
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1)
    const rows = await stage.server.app.db
      .selectFrom('member')
      .where('roomId', '=', roomId)
      .where('role', '=', 'admin')
      .select('accountId')
      .execute()
    expect(rows).toHaveLength(1)
  }
})

import type { Event } from '@naniwa/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { updateProfile } from '../accounts/updateProfile.ts'
import { rename } from '../organizations/rename.ts'
import { create } from '../rooms/create.ts'
import { deleteRoom } from '../rooms/delete.ts'
import { direct } from '../rooms/direct.ts'
import { readMember, readMembers, readRoom } from '../rooms/read.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { list } from './list.ts'
import { remove } from './remove.ts'
import { organizationRoomsReactor, profileReactor } from './spread.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
})
afterAll(() => app.close())

const icon = { preset: 'group', hue: 1, image: null } as const

function group(name: string) {
  const members = [people.ben, people.chie].map(({ accountId }) => ({ accountId, role: 'member' as const }))
  return create(app, people.aiko, { name, description: '', icon, members })
}

function spread(accountId: number): Promise<void> {
  return profileReactor.handle(app, { accountId, id: '1', payload: {} })
}

function spreadName(organizationId: number): Promise<void> {
  return organizationRoomsReactor.handle(app, { accountId: 0, id: '1', payload: { organizationId } })
}

/** Names and clocks of the events announced in a room since. */
function heardIn(roomId: number, since: number): [string, number][] {
  return app.heard.slice(since).flatMap((notice): [string, number][] => {
    if (notice.kind !== 'event' || notice.topic !== `room:${roomId}`) return []
    const { event, data } = JSON.parse(notice.frame) as Event
    return [[event, 'tick' in data ? data.tick : 0]]
  })
}

test('a changed name reaches every room, each at its own next clock', async () => {
  const rooms = [await group('one'), await group('two')]
  await updateProfile(app, people.ben, { name: 'Ben Arai', reading: 'あらい べん', title: 'Lead' })
  const since = app.heard.length
  await spread(people.ben.accountId)
  for (const { id, tick } of rooms) {
    const member = await readMember(app.db, id, people.ben.accountId)
    expect(member).toMatchObject({ name: 'Ben Arai', reading: 'あらい べん', title: 'Lead', tick: tick + 1 })
    expect((await readRoom(app.db, id)).tick).toBe(tick + 1)
    expect(heardIn(id, since)).toEqual([['member', tick + 1]])
  }
})

test('where nothing changed, nothing is said and no clock moves', async () => {
  const room = await group('quiet')
  const since = app.heard.length
  await spread(people.ben.accountId)
  expect(await readRoom(app.db, room.id)).toEqual(room)
  expect(app.heard).toHaveLength(since)
})

test('direct chats and My chat show the person in the room itself', async () => {
  const { id, tick } = await direct(app, people.aiko, { accountId: people.chie.accountId })
  await updateProfile(app, people.chie, { department: 'Sales', reading: 'ちえ' })
  const since = app.heard.length
  await spread(people.chie.accountId)
  const room = await readRoom(app.db, id)
  const shown = room.people.find(({ accountId }) => accountId === people.chie.accountId)
  expect(shown).toMatchObject({
    department: 'Sales',
    reading: 'ちえ',
  })
  expect(heardIn(id, since)).toEqual([
    ['member', tick + 1],
    ['room', tick + 2],
  ])
  expect((await readRoom(app.db, people.chie.roomId)).people).toMatchObject([{ department: 'Sales' }])
})

test('somebody who left keeps their name on what they wrote', async () => {
  const room = await group('left')
  await remove(app, people.aiko, { roomId: room.id, accountId: people.chie.accountId })
  await updateProfile(app, people.chie, { name: 'Chie Mori' })
  await spread(people.chie.accountId)
  expect(await readMember(app.db, room.id, people.chie.accountId)).toMatchObject({ name: 'Chie Mori', role: null })
})

test('a deleted room is left as it is', async () => {
  const room = await group('gone')
  await deleteRoom(app, people.aiko, { roomId: room.id })
  const before = await readMembers(app.db, room.id)
  await updateProfile(app, people.ben, { name: 'Ben Ueda' })
  await spread(people.ben.accountId)
  expect(await readMembers(app.db, room.id)).toEqual(before)
})

test('two changes spread at once end with the later one', async () => {
  const room = await group('race')
  await updateProfile(app, people.ben, { name: 'First' })
  const first = spread(people.ben.accountId)
  await updateProfile(app, people.ben, { name: 'Second' })
  await Promise.all([first, spread(people.ben.accountId)])
  expect((await readMember(app.db, room.id, people.ben.accountId)).name).toBe('Second')
})

test('an organization’s new name reaches the rooms of all its people, clock by clock', async () => {
  const room = await group('company')
  const outside = await readRoom(app.db, people.dai.roomId)
  await rename(app, people.aiko, { name: 'Minamo Works' })
  const since = app.heard.length
  await spreadName(people.aiko.organizationId)
  const { tick, members } = await list(app, people.aiko, { roomId: room.id })
  expect(members.map(({ organizationName }) => organizationName)).toEqual(Array(3).fill('Minamo Works'))
  expect(tick).toBe(room.tick + 4)
  expect(heardIn(room.id, since)).toEqual([
    ['member', room.tick + 1],
    ['member', room.tick + 2],
    ['member', room.tick + 3],
    ['room', room.tick + 4],
  ])
  expect((await readRoom(app.db, room.id)).organizations).toMatchObject([{ name: 'Minamo Works', members: 3 }])
  expect(await readRoom(app.db, people.dai.roomId)).toEqual(outside)
})

import { api, type OutputOf } from '@naniwa/contract'
import { expect, test } from 'vitest'
import type { Signed } from '../testing/app.ts'
import { makeGroup, outcome, overHttp, scene } from '../testing/scene.ts'

const stage = scene()
const as = (person: Signed | undefined) => overHttp(stage.server, person)

async function jump(person: Signed, query: string): Promise<OutputOf<typeof api.search.jump>['groups']> {
  return (await as(person).call(api.search.jump, { query })).groups
}

async function rooms(person: Signed, query: string): Promise<string[]> {
  return (await jump(person, query)).rooms.map(({ name, person: other }) => name || `@${other?.name}`)
}

async function people(person: Signed, query: string): Promise<string[]> {
  return (await jump(person, query)).people.map(({ name }) => name)
}

test('a visitor finds neither rooms nor people', async () => {
  expect(await outcome(as(undefined).call(api.search.jump, { query: 'a' }))).toBe('unauthenticated')
})

test('one finds the rooms one is in, by any words of their names, those used last first', async () => {
  const { aiko, ben } = stage.people
  const name = async (title: string, others: Parameters<typeof makeGroup>[1] = []) => {
    stage.server.app.clock.advance(1_000)
    const { id: roomId } = await makeGroup(as(aiko), others)
    await as(aiko).call(api.rooms.update, { roomId, name: title })
    return roomId
  }
  await name('品質保証 アレルゲン')
  const shared = await name('品質管理 ｱﾚﾙｷﾞｰ', [[ben, 'member']])
  expect(await rooms(aiko, '品質')).toEqual(['品質管理 ｱﾚﾙｷﾞｰ', '品質保証 アレルゲン'])
  expect(await rooms(aiko, 'あれる　保証')).toEqual(['品質保証 アレルゲン'])
  expect(await rooms(ben, '品質')).toEqual(['品質管理 ｱﾚﾙｷﾞｰ'])
  await as(aiko).call(api.members.remove, { roomId: shared, accountId: ben.accountId })
  expect(await rooms(ben, '品質')).toEqual([])
  await as(aiko).call(api.rooms.delete, { roomId: shared })
  expect(await rooms(aiko, '品質')).toEqual(['品質保証 アレルゲン'])
})

test('a direct chat is found by the other person’s name', async () => {
  const { aiko, chie } = stage.people
  await as(aiko).call(api.rooms.direct, { accountId: chie.accountId })
  expect(await rooms(aiko, 'ｃｈｉ')).toEqual(['@Chie'])
  expect(await rooms(chie, 'aik')).toEqual(['@Aiko'])
  expect(await rooms(chie, 'chi')).toEqual([])
})

test('one finds people of one’s organization, and outsiders only while they share a room', async () => {
  const { aiko, ben, dai } = stage.people
  expect(await people(ben, 'i')).toEqual(['Aiko', 'Chie'])
  expect(await people(dai, 'i')).toEqual(['Dai'])
  expect(await jump(ben, 'dai')).toEqual({ rooms: [], people: [] })
  const { id: roomId } = await makeGroup(as(aiko), [[ben, 'member']])
  await as(aiko).call(api.links.save, { roomId, code: 'outside-guest', needAcceptance: false })
  await as(dai).call(api.links.join, { code: 'outside-guest' })
  expect(await people(ben, 'DAI')).toEqual(['Dai'])
  expect(await people(dai, 'ben')).toEqual(['Ben'])
  expect(await people(dai, 'chie')).toEqual([])
  await as(aiko).call(api.members.remove, { roomId, accountId: dai.accountId })
  expect(await people(ben, 'dai')).toEqual([])
  expect(await people(dai, 'ben')).toEqual([])
})

test('one is found by how one’s name is read, by those alone who find the name', async () => {
  const { aiko, ben, dai } = stage.people
  await as(aiko).call(api.accounts.updateProfile, { reading: 'ふじえ あいこ' })
  await stage.server.app.drain()
  expect(await people(ben, 'ﾌｼﾞｴ')).toEqual(['Aiko'])
  expect(await people(ben, 'aik ふじ')).toEqual(['Aiko'])
  expect(await people(dai, 'ふじえ')).toEqual([])
  await as(ben).call(api.rooms.direct, { accountId: aiko.accountId })
  expect(await rooms(ben, 'フジエアイ')).toEqual(['@Aiko'])
  await as(aiko).call(api.accounts.updateProfile, { reading: '' })
  expect(await people(ben, 'ふじえ')).toEqual([])
})

test('an empty query finds nothing', async () => {
  expect(await jump(stage.people.aiko, '　')).toEqual({ rooms: [], people: [] })
})

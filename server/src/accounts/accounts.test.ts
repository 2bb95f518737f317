import { api, defaultSettings } from '@naniwa/contract'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { transact } from '../db/transaction.ts'
import { saveImage } from '../images/store.ts'
import { newId } from '../lib/ids.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { createAccount } from './create.ts'
import { me } from './me.ts'
import { person } from './person.ts'
import { updateProfile } from './updateProfile.ts'
import { updateSettings } from './updateSettings.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
})
beforeEach(() => {
  app.heard.length = 0
})
afterAll(() => app.close())

/** A group of these people. */
async function group(accountIds: readonly number[], role: 'member' | null = 'member'): Promise<number> {
  const roomId = newId(app.clock)
  const now = app.clock.now()
  await app.db.insertInto('room').values({ id: roomId, type: 'group', activeAt: now, createdAt: now }).execute()
  for (const accountId of accountIds) {
    const { organizationId, name } = await me(app, { ...people.aiko, accountId })
    const shown = { organizationId, name, department: '', title: '' }
    const place = { roomId, accountId, tick: 1, joinedAt: now }
    await app.db
      .insertInto('member')
      .values({ ...place, ...shown, role: accountId === accountIds[0] ? 'admin' : role })
      .execute()
    await app.db.insertInto('accountRoom').values({ accountId, roomId, tick: 1 }).execute()
  }
  return roomId
}

async function outbox(accountId: number) {
  return await app.db
    .selectFrom('accountOutbox')
    .where('accountId', '=', accountId)
    .select(['topic', 'payload'])
    .execute()
}

test('an account that is gone has no “me”', async () => {
  await expect(me(app, { ...people.ben, accountId: 1 })).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('“me” is what the contract says, with the defaults of settings never touched', async () => {
  const mine = await me(app, people.aiko)
  expect(api.accounts.me.output.parse(mine)).toEqual(mine)
  expect(mine).toMatchObject({
    accountId: people.aiko.accountId,
    roomId: people.aiko.roomId,
    name: 'Aiko',
    organizationName: 'Minamo',
    organizationRole: 'administrator',
    loginMail: 'aiko@example.com',
    tick: 1,
    createdAt: app.clock.now().getTime(),
    settings: defaultSettings,
  })
})

test('an account is born with its My chat, of which it is the admin', async () => {
  const { accountId, roomId } = people.ben
  const rooms = await app.db
    .selectFrom('accountRoom')
    .innerJoin('room', 'room.id', 'accountRoom.roomId')
    .innerJoin('member', 'member.roomId', 'room.id')
    .where('accountRoom.accountId', '=', accountId)
    .where('room.type', '=', 'my')
    .select(['room.id', 'room.tick', 'room.roomTick', 'member.accountId', 'member.role', 'member.name'])
    .execute()
  expect(rooms).toEqual([{ id: roomId, tick: 1, roomTick: 1, accountId, role: 'admin', name: 'Ben' }])
})

test('one address is one account, however many try at once', async () => {
  const passwordHash = 'none'
  const { organizationId } = people.aiko
  const fresh = { organizationId, organizationRole: 'member', language: 'ja', passwordHash, name: 'Emi' } as const
  const tries = [1, 2, 3].map(() =>
    transact(app, (tx) => createAccount(app, tx, { ...fresh, email: 'emi@example.com' })),
  )
  const outcomes = await Promise.allSettled(tries)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'email_taken' })
  }
  const rows = await app.db.selectFrom('account').where('loginMail', '=', 'emi@example.com').select('id').execute()
  expect(rows).toHaveLength(1)
})

test('a picture that was never uploaded cannot be an avatar, and nothing else of the change stays', async () => {
  const before = await me(app, people.ben)
  const change = updateProfile(app, people.ben, { name: 'Benjamin', avatar: 'f'.repeat(64) })
  await expect(change).rejects.toMatchObject({ code: 'not_found' })
  expect(await me(app, people.ben)).toEqual(before)
  expect(app.heard).toEqual([])
})

test('a handle that somebody has, in whatever case, is refused', async () => {
  await updateProfile(app, people.chie, { chatworkId: 'Chie.S' })
  const change = updateProfile(app, people.ben, { chatworkId: 'chie.s' })
  await expect(change).rejects.toMatchObject({ code: 'chatwork_id_taken' })
  expect((await me(app, people.ben)).chatworkId).toBe('')
})

test('a handle changes its case, is given back and can then be taken by another', async () => {
  expect((await updateProfile(app, people.chie, { chatworkId: 'CHIE.s' })).chatworkId).toBe('CHIE.s')
  await updateProfile(app, people.chie, { chatworkId: '' })
  expect((await updateProfile(app, people.ben, { chatworkId: 'chie.s' })).chatworkId).toBe('chie.s')
})

test('of two who take one handle at the same time one has it', async () => {
  const tries = [people.aiko, people.bot].map((actor) => updateProfile(app, actor, { chatworkId: 'minamo' }))
  const outcomes = await Promise.allSettled(tries)
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a profile change leaves the other fields, moves the clock, tells one’s own devices and the rooms', async () => {
  const before = await me(app, people.ben)
  const { hash } = await saveImage(app, await picture(), 'avatar')
  const after = await updateProfile(app, people.ben, { department: '商品企画', avatar: hash })
  expect(after).toEqual({ ...before, department: '商品企画', avatar: hash, tick: before.tick + 1 })
  expect(app.heard).toEqual([
    {
      kind: 'event',
      topic: `account:${people.ben.accountId}`,
      frame: JSON.stringify({ event: 'me', data: after }),
    },
  ])
  expect(await me(app, people.ben)).toEqual(after)
  expect(await outbox(people.ben.accountId)).toContainEqual({ topic: 'profile', payload: {} })
  expect((await updateProfile(app, people.ben, { avatar: null })).avatar).toBeNull()
})

async function picture(): Promise<Buffer> {
  return await sharp({ create: { width: 8, height: 8, channels: 3, background: '#345' } })
    .png()
    .toBuffer()
}

test('a settings change leaves the other settings, and newer defaults reach what was never touched', async () => {
  const before = await me(app, people.bot)
  const after = await updateSettings(app, people.bot, { enterKey: 'send', undoSeconds: 10 })
  expect(after.settings).toEqual({ ...defaultSettings, enterKey: 'send', undoSeconds: 10 })
  expect(after.tick).toBe(before.tick + 1)
  const { settings } = await app.db
    .selectFrom('account')
    .where('id', '=', people.bot.accountId)
    .select('settings')
    .executeTakeFirstOrThrow()
  expect(settings).toEqual({ language: 'ja', enterKey: 'send', undoSeconds: 10 })
})

test('the card of somebody of another organization and of nobody is the same refusal', async () => {
  const refusals = [people.dai.accountId, 1].map((accountId) => person(app, people.ben, { accountId }))
  const [stranger, nobody] = (await Promise.allSettled(refusals)) as PromiseRejectedResult[]
  expect(JSON.stringify(stranger?.reason.toBody())).toBe(JSON.stringify(nobody?.reason.toBody()))
  expect(stranger?.reason).toMatchObject({ code: 'not_found' })
})

test('a colleague’s card is what the contract says and names no sign-in address', async () => {
  const card = await person(app, people.ben, { accountId: people.aiko.accountId })
  expect(api.accounts.person.output.parse(card)).toEqual(card)
  expect(JSON.stringify(card)).not.toContain('aiko@example.com')
})

test('people of one room see each other’s card until one of them is gone or the room is deleted', async () => {
  const look = () => person(app, people.chie, { accountId: people.dai.accountId })
  const roomId = await group([people.dai.accountId, people.chie.accountId])
  expect((await look()).name).toBe('Dai')
  await app.db.updateTable('room').set({ deletedAt: app.clock.now() }).where('id', '=', roomId).execute()
  await expect(look()).rejects.toMatchObject({ code: 'not_found' })
  await group([people.dai.accountId, people.chie.accountId], null)
  await expect(look()).rejects.toMatchObject({ code: 'not_found' })
  await group([people.chie.accountId, people.dai.accountId], null)
  await expect(look()).rejects.toMatchObject({ code: 'not_found' })
})

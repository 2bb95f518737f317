import { api, type CallOf } from '@naniwa/contract'
import { afterEach, expect, test } from 'vitest'
import { connect } from '../oauth/connect.ts'
import { signIn } from '../sessions/signIn.ts'
import { browser, type Signed } from '../testing/app.ts'
import { PASSWORD } from '../testing/cast.ts'
import type { TestClient } from '../testing/client.ts'
import { collide } from '../testing/collide.ts'
import { program } from '../testing/program.ts'
import { refusalOf } from '../testing/refusal.ts'
import { makeGroup, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { ask } from '../testing/tasks.ts'
import { create as createToken } from '../tokens/create.ts'

const stage = scene()

const verbs = [api.organizations.deactivate, api.organizations.activate, api.organizations.endSessions] as const

afterEach(async () => {
  const { app, people } = stage.server
  const { aiko, ben } = people
  await app.db.updateTable('account').set({ deactivatedAt: null }).execute()
  await app.db.updateTable('account').set({ organizationRole: 'member' }).where('id', '=', ben.accountId).execute()
  await app.db
    .updateTable('account')
    .set({ organizationRole: 'administrator' })
    .where('id', '=', aiko.accountId)
    .execute()
})

async function deactivate(person: Signed): Promise<void> {
  await overHttp(stage.server, await anew('aiko')).call(api.organizations.deactivate, { accountId: person.accountId })
  await stage.server.app.drain()
}

async function activate(person: Signed): Promise<void> {
  await overHttp(stage.server, await anew('aiko')).call(api.organizations.activate, { accountId: person.accountId })
  await stage.server.app.drain()
}

/** Signed in again, whatever happened before. */
async function anew(who: 'aiko' | 'ben' | 'chie'): Promise<Signed> {
  const person = stage.people[who]
  const own = browser()
  await signIn(stage.server.app, own, { email: person.email, password: PASSWORD })
  return { ...person, ...own }
}

function roles(client: TestClient, roomId: number): Record<string, string | null> {
  return Object.fromEntries([...client.room(roomId).members.values()].map(({ name, role }) => [name, role]))
}

test('nobody but administrators puts people out, and no administrator people of another organization or nobody', async () => {
  const { aiko, ben, chie, dai } = stage.people
  for (const verb of verbs) {
    const of = (caller?: Signed, accountId = chie.accountId) =>
      outcome(overHttp(stage.server, caller).call(verb, { accountId }))
    expect(await of()).toBe('unauthenticated')
    expect(await of(ben)).toBe('forbidden')
    const other = await refusalOf(overHttp(stage.server, dai).call(verb, { accountId: chie.accountId }))
    expect(other).toBe(await refusalOf(overHttp(stage.server, dai).call(verb, { accountId: 1 })))
    expect(other).toContain('not_found')
    expect(await of(aiko, dai.accountId)).toBe('not_found')
  }
})

test('the last administrator does not go, and of two who put each other out at the same time one remains', async () => {
  const { aiko, ben } = stage.people
  const { app } = stage.server
  const call = (by: Signed, { accountId }: Signed) =>
    overHttp(stage.server, by).call(api.organizations.deactivate, { accountId })
  expect(await outcome(call(aiko, aiko))).toBe('last_administrator')
  await app.db
    .updateTable('account')
    .set({ organizationRole: 'administrator' })
    .where('id', '=', ben.accountId)
    .execute()
  const outcomes = await collide(app, (tx) => tx.selectFrom('organization').forUpdate().select('id').execute(), [
    () => outcome(call(aiko, ben)),
    () => outcome(call(ben, aiko)),
  ])
  const ended = outcomes.map((one) => (one.status === 'fulfilled' ? one.value : one.reason)).sort()
  expect(ended).toEqual(['done', 'forbidden'])
  const left = await app.db
    .selectFrom('account')
    .where('organizationId', '=', aiko.organizationId)
    .where('organizationRole', '=', 'administrator')
    .where('deactivatedAt', 'is', null)
    .select('id')
    .execute()
  expect(left).toHaveLength(1)
})

test('whoever is put out loses socket, sessions, tokens, connections and applications at once; signing in tells nothing', async () => {
  const { app } = stage.server
  const ben = await anew('ben')
  const [live, bot] = [await stage.enter(ben), await program(stage.server, ben)]
  const wanted: CallOf<typeof api.oauth.createApp> = {
    name: '在庫',
    kind: 'confidential',
    redirectUris: ['https://app.example/back'],
    scopes: ['rooms.all:read'],
    logo: null,
  }
  const made = await overHttp(stage.server, ben).call(api.oauth.createApp, wanted)
  const client = { ...made.app, accountId: ben.accountId, secretHash: null }
  // Hers is Ben’s application, his is hers.
  await connect(app, stage.people.chie.accountId, { client, scopes: ['rooms.all:read'] })
  const theirs = await overHttp(stage.server, stage.people.chie).call(api.oauth.createApp, { ...wanted, name: '出荷' })
  const other = { ...theirs.app, accountId: stage.people.chie.accountId, secretHash: null }
  await connect(app, ben.accountId, { client: other, scopes: ['rooms.all:read'] })
  const closed = live.socket.closed
  await deactivate(ben)
  expect(await closed).toMatchObject({ code: 4401 })
  await live.close()
  expect(await outcome(overHttp(stage.server, ben).call(api.accounts.me, {}))).toBe('unauthenticated')
  const [mine, unknown] = [await bot.get('/me'), await (await programOf('nobody')).get('/me')]
  expect([mine.status, mine.text]).toEqual([401, unknown.text])
  for (const table of ['apiToken', 'oauthApp', 'session'] as const)
    expect(await app.db.selectFrom(table).where('accountId', '=', ben.accountId).selectAll().execute()).toEqual([])
  expect(await app.db.selectFrom('oauthConnection').selectAll().execute()).toEqual([])
  const tried = (email: string) => refusalOf(signIn(app, browser(), { email, password: PASSWORD }))
  expect(await tried(ben.email)).toBe(await tried('nobody@example.com'))
  const mails = app.mails.length
  await overHttp(stage.server).call(api.passwords.requestReset, { email: ben.email })
  await app.drain()
  expect(app.mails).toHaveLength(mails)
  await activate(ben)
  expect((await anew('ben')).accountId).toBe(ben.accountId)
})

/** With a token that looks like one. */
async function programOf(_: 'nobody') {
  const made = await program(stage.server, stage.people.chie)
  await stage.server.app.db.deleteFrom('apiToken').where('accountId', '=', stage.people.chie.accountId).execute()
  return made
}

test('what is asked for while somebody is being put out is refused, or goes with them', async () => {
  const { app } = stage.server
  // Whoever of the two won the test before, her first session may have ended there.
  const [aiko, ben] = [await anew('aiko'), await anew('ben')]
  const wanted = { name: 'late', scopes: null, expiresInDays: null }
  await collide(app, (tx) => tx.selectFrom('account').forUpdate().select('id').execute(), [
    () => outcome(overHttp(stage.server, aiko).call(api.organizations.deactivate, { accountId: ben.accountId })),
    () => outcome(createToken(app, ben, wanted)),
    () => outcome(signIn(app, browser(), { email: ben.email, password: PASSWORD })),
  ])
  for (const table of ['apiToken', 'session'] as const)
    expect(await app.db.selectFrom(table).where('accountId', '=', ben.accountId).select('id').execute()).toEqual([])
  await activate(ben)
})

test('their rooms go on without them: messages and tasks stay, the oldest member follows as admin, and all of it comes back', async () => {
  const { people } = stage
  const owner = await anew('ben')
  const chie = await stage.enter('chie')
  const ben = overHttp(stage.server, owner)
  const { id: roomId } = await makeGroup(ben, [[people.chie, 'member']])
  const { id: directId } = await ben.call(api.rooms.direct, { accountId: people.chie.accountId })
  await say(ben, roomId, '引き継ぎの件')
  await chie.level()
  const task = await ask(chie, roomId, { accountIds: [owner.accountId] })
  await say(chie, roomId, `[To:${owner.accountId}] お願いします`)
  await deactivate(owner)
  await chie.level()
  await chie.loadMembers(roomId)
  expect(roles(chie, roomId)).toEqual({ Ben: null, Chie: 'admin' })
  expect(chie.room(directId).mine?.role).toBe('readonly')
  const { tasks } = await chie.call(api.tasks.list, { roomId, status: 'open' })
  expect(tasks.map(({ id, accountId }) => [id, accountId])).toEqual([[task.id, owner.accountId]])
  expect(await outcome(chie.call(api.members.add, { roomId, members: [{ accountId: owner.accountId }] }))).toBe(
    'not_found',
  )
  expect(await outcome(chie.call(api.rooms.direct, { accountId: owner.accountId }))).toBe('not_found')
  await say(chie, roomId, '留守の間の話')
  await activate(owner)
  const back = await stage.enter(await anew('ben'))
  await chie.level()
  expect(roles(chie, roomId)).toEqual({ Ben: 'admin', Chie: 'admin' })
  expect([back.room(directId).mine?.role, chie.room(directId).mine?.role]).toEqual(['admin', 'admin'])
  expect(back.room(roomId).mine).toMatchObject({ tasks: [task.id], mentions: [] })
})

test('two who both left find their direct chat open once both are back', async () => {
  const [first, second] = [await anew('ben'), await anew('chie')]
  const { id: roomId } = await overHttp(stage.server, first).call(api.rooms.direct, { accountId: second.accountId })
  for (const one of [first, second]) await deactivate(one)
  await activate(second)
  const chie = await stage.enter(await anew('chie'))
  expect(chie.room(roomId).mine?.role).toBe('readonly')
  await activate(first)
  await chie.level()
  expect(chie.room(roomId).mine?.role).toBe('admin')
})

test('another administrator is told at once that somebody was changed, others are not', async () => {
  const { app } = stage.server
  const { aiko, ben, bot } = stage.people
  await app.db
    .updateTable('account')
    .set({ organizationRole: 'administrator' })
    .where('id', '=', ben.accountId)
    .execute()
  app.heard.length = 0
  await deactivate(bot)
  await activate(bot)
  const { accountId } = ben
  await overHttp(stage.server, await anew('aiko')).call(api.organizations.setRole, { accountId, role: 'member' })
  const told = app.heard.flatMap((notice) =>
    notice.kind === 'event' && notice.frame.includes('"colleague"') ? [notice.topic] : [],
  )
  const [own, other] = [aiko, ben].map((person) => `account:${person.accountId}`)
  expect(told.sort()).toEqual([own, own, own, other, other].sort())
})

test('administrators see who left, others do not', async () => {
  const { ben } = stage.people
  await deactivate(ben)
  const seen = async (who: 'aiko' | 'chie') => {
    const { people } = await overHttp(stage.server, await anew(who)).call(api.organizations.people, {})
    return people.find(({ accountId }) => accountId === ben.accountId)?.deactivatedAt
  }
  expect([await seen('aiko'), await seen('chie')]).toEqual([expect.any(Number), undefined])
  await activate(ben)
  expect(await seen('chie')).toBeNull()
})

test('an administrator signs somebody out everywhere: sockets end, the account does not', async () => {
  const ben = await anew('ben')
  const live = await stage.enter(ben)
  const closed = live.socket.closed
  await overHttp(stage.server, await anew('aiko')).call(api.organizations.endSessions, { accountId: ben.accountId })
  expect(await closed).toMatchObject({ code: 4401 })
  await live.close()
  expect(await outcome(overHttp(stage.server, ben).call(api.accounts.me, {}))).toBe('unauthenticated')
  expect((await anew('ben')).accountId).toBe(ben.accountId)
})

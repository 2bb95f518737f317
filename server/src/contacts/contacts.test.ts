import { api, type Contact, type ContactInvitation, type RequestOutcome } from '@naniwa/contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Signed } from '../testing/app.ts'
import type { TestClient } from '../testing/client.ts'
import { strangers } from '../testing/crowd.ts'
import { makeGroup, outcome, overHttp, say, scene } from '../testing/scene.ts'

const stage = scene()
let tags = 0

/** Somebody of an organization nobody has met, at their device. */
async function newcomer(): Promise<TestClient> {
  tags += 1
  const [person] = await strangers(stage.server, `stranger${tags}`)
  return await stage.enter(person)
}

async function two(): Promise<[TestClient, TestClient]> {
  return [await newcomer(), await newcomer()]
}

function asked({ outcome: what, ...rest }: RequestOutcome): Contact {
  expect(what).toBe('asked')
  return (rest as { contact: Contact }).contact
}

function invited({ outcome: what, ...rest }: RequestOutcome): ContactInvitation {
  expect(what).toBe('invited')
  return (rest as { invitation: ContactInvitation }).invitation
}

/** By the address; what was asked for has arrived. */
async function ask(from: TestClient, to: Signed, message = 'よろしく'): Promise<ContactInvitation> {
  const sent = invited(await from.call(api.contacts.request, { email: to.email, message }))
  await stage.server.app.drain()
  return sent
}

/** How `who` stands with the other, from the device's own copy. */
async function standing(who: TestClient, { person }: TestClient): Promise<string> {
  await who.level()
  const row = who.replica.contacts.get(person.accountId)
  return row ? `${row.standing}${row.blocked ? ' blocked' : ''}` : 'nothing'
}

async function incoming(who: TestClient, from: TestClient): Promise<number> {
  await who.level()
  return who.replica.contacts.get(from.person.accountId)?.requestId ?? 0
}

async function befriend(one: TestClient, other: TestClient): Promise<Contact> {
  await ask(one, other.person)
  return await other.call(api.contacts.accept, { id: await incoming(other, one) })
}

test('nobody has contacts without signing in', async () => {
  const nobody = overHttp(stage.server)
  const calls = [
    nobody.call(api.contacts.list, {}),
    nobody.call(api.contacts.get, { accountId: 1 }),
    nobody.call(api.contacts.common, {}),
    nobody.call(api.contacts.find, { query: 'aiko' }),
    nobody.call(api.contacts.request, { email: 'aiko@example.com' }),
    nobody.call(api.contacts.invite, { lines: ['aiko@example.com'] }),
    nobody.call(api.contacts.accept, { id: 1 }),
    nobody.call(api.contacts.reject, { id: 1 }),
    nobody.call(api.contacts.cancel, { id: 1 }),
    nobody.call(api.contacts.withdraw, { id: 1 }),
    nobody.call(api.contacts.remove, { accountId: 1 }),
    nobody.call(api.contacts.block, { accountId: 1, on: true }),
  ]
  expect(new Set(await Promise.all(calls.map(outcome)))).toEqual(new Set(['unauthenticated']))
})

test('a request is answered by whom it was sent to and taken back by who sent it, by nobody else', async () => {
  const [one, other] = await two()
  const third = await newcomer()
  const invitation = await ask(one, other.person)
  await other.call(api.accounts.updateProfile, { chatworkId: `other-${tags}` })
  const id = await incoming(other, one)
  for (const wrong of [one, third]) {
    expect(await outcome(wrong.call(api.contacts.accept, { id }))).toBe('not_found')
    expect(await outcome(wrong.call(api.contacts.reject, { id }))).toBe('not_found')
    expect(await outcome(wrong.call(api.contacts.cancel, { id }))).toBe('not_found')
  }
  for (const wrong of [other, third]) {
    expect(await outcome(wrong.call(api.contacts.withdraw, { id: invitation.id }))).toBe('not_found')
  }
  expect(await standing(other, one)).toBe('incoming')
  const { accountId } = other.person
  const { requestId } = asked(await third.call(api.contacts.request, { accountId }))
  for (const wrong of [one, other]) {
    expect(await outcome(wrong.call(api.contacts.cancel, { id: requestId as number }))).toBe('not_found')
  }
  expect(await standing(third, other)).toBe('outgoing')
})

test('somebody out of sight cannot be asked by account, removed or blocked; colleagues can be neither removed nor blocked', async () => {
  const [one, other] = await two()
  const { accountId } = other.person
  expect(await outcome(one.call(api.contacts.request, { accountId }))).toBe('not_found')
  expect(await outcome(one.call(api.contacts.remove, { accountId }))).toBe('not_found')
  expect(await outcome(one.call(api.contacts.block, { accountId, on: true }))).toBe('not_found')
  expect(await outcome(one.call(api.contacts.request, { accountId: one.person.accountId }))).toBe('not_found')
  expect(await outcome(one.call(api.contacts.request, { email: one.person.email }))).toBe('not_found')
  const aiko = await stage.enter('aiko')
  const { ben } = stage.people
  expect(await outcome(aiko.call(api.contacts.remove, { accountId: ben.accountId }))).toBe('forbidden')
  expect(await outcome(aiko.call(api.contacts.block, { accountId: ben.accountId, on: true }))).toBe('forbidden')
  expect(await aiko.call(api.contacts.request, { email: ben.email })).toMatchObject({
    outcome: 'colleague',
    person: { accountId: ben.accountId },
  })
})

test('neither account nor address, or both, is no request', async () => {
  const one = await newcomer()
  expect(await outcome(one.call(api.contacts.request, {}))).toBe('invalid_input')
  const both = { email: 'a@example.com', accountId: 1 }
  expect(await outcome(one.call(api.contacts.request, both))).toBe('invalid_input')
})

test('an address that has an account and one that has none are answered alike, whatever becomes of them', async () => {
  const [one, other] = await two()
  const shape = ({ id: _, tick: __, email: ___, ...rest }: ContactInvitation) => rest
  const known = await ask(one, other.person)
  const unknown = invited(await one.call(api.contacts.request, { email: 'nobody@example.com', message: 'よろしく' }))
  await stage.server.app.drain()
  expect(shape(unknown)).toEqual(shape(known))
  await one.level()
  const copies = () => [...one.replica.contactInvitations.values()].map(shape)
  expect(copies()).toEqual([shape(known), shape(known)])
  expect(one.replica.contacts.size).toBe(0)
  const found = await one.call(api.contacts.find, { query: other.person.email })
  expect(found).toEqual({ people: [], address: other.person.email })
  expect(await one.call(api.contacts.find, { query: 'Nobody@example.com' })).toEqual({
    people: [],
    address: 'nobody@example.com',
  })
  await other.call(api.contacts.reject, { id: await incoming(other, one) })
  await one.level()
  expect(copies()).toEqual([shape(known), shape(known)])
})

test('who wants no mails of requests finds them on the page alone', async () => {
  const [one, other] = await two()
  await other.call(api.accounts.updateSettings, { mailRequests: false })
  await ask(one, other.person)
  expect(await standing(other, one)).toBe('incoming')
  expect(stage.server.app.mails.filter(({ to }) => to === other.person.email)).toEqual([])
})

test('a request is heard at once, and mailed with its message; accepted, both are contacts with one direct chat', async () => {
  const [one, other] = await two()
  const { mails } = stage.server.app
  await ask(one, other.person, '展示会でお会いしました')
  await other.level()
  const row = other.replica.contacts.get(one.person.accountId)
  expect(row).toMatchObject({
    standing: 'incoming',
    message: '展示会でお会いしました',
    name: one.person.name,
    roomId: null,
  })
  const [mail] = mails.filter(({ to }) => to === other.person.email)
  expect(mail?.subject).toContain(one.person.name)
  expect(mail?.text).toContain('展示会でお会いしました')
  expect(mail?.text).toContain('/contacts')
  const accepted = await other.call(api.contacts.accept, { id: row?.requestId as number })
  await Promise.all([one.level(), other.level()])
  expect(accepted).toMatchObject({ standing: 'contact', requestId: null, message: '' })
  expect([await standing(one, other), await standing(other, one)]).toEqual(['contact', 'contact'])
  expect(one.replica.contactInvitations.size).toBe(0)
  const roomId = accepted.roomId as number
  expect(one.replica.contacts.get(other.person.accountId)?.roomId).toBe(roomId)
  expect(one.room(roomId).room?.type).toBe('direct')
  await say(one, roomId, 'ありがとうございます')
  await other.level()
  expect(other.room(roomId).lastNumber).toBe(1)
  expect((await one.call(api.rooms.direct, { accountId: other.person.accountId })).id).toBe(roomId)
  expect(await one.call(api.contacts.request, { email: other.person.email })).toMatchObject({ outcome: 'contact' })
})

test('a refusal is silent, and asking again before it is taken back reaches nobody', async () => {
  const [one, other] = await two()
  await other.call(api.accounts.updateProfile, { chatworkId: `silent-${tags}` })
  const { accountId } = other.person
  asked(await one.call(api.contacts.request, { accountId }))
  await one.level()
  const heard = one.frames.length
  await other.call(api.contacts.reject, { id: await incoming(other, one) })
  await one.level()
  expect(one.frames.length).toBe(heard)
  expect(await standing(one, other)).toBe('outgoing')
  expect(await standing(other, one)).toBe('nothing')
  asked(await one.call(api.contacts.request, { accountId }))
  expect(await standing(other, one)).toBe('nothing')
  expect(await other.call(api.contacts.request, { email: one.person.email })).toMatchObject({ outcome: 'invited' })
  await stage.server.app.drain()
  expect([await standing(one, other), await standing(other, one)]).toEqual(['contact', 'contact'])
})

test('what is taken back is gone for whoever was asked', async () => {
  const [one, other] = await two()
  const { id } = await ask(one, other.person)
  const requestId = await incoming(other, one)
  await one.call(api.contacts.withdraw, { id })
  expect(await standing(other, one)).toBe('nothing')
  expect(await outcome(other.call(api.contacts.accept, { id: requestId }))).toBe('not_found')
  expect(await outcome(one.call(api.contacts.withdraw, { id }))).toBe('not_found')
  await other.call(api.accounts.updateProfile, { chatworkId: `taken-${tags}` })
  const contact = asked(await one.call(api.contacts.request, { accountId: other.person.accountId }))
  expect(await standing(other, one)).toBe('incoming')
  await one.call(api.contacts.cancel, { id: contact.requestId as number })
  expect([await standing(one, other), await standing(other, one)]).toEqual(['nothing', 'nothing'])
})

test('a request by account and one to the address are one to whoever is asked, until both are taken back', async () => {
  const [one, other] = await two()
  await other.call(api.accounts.updateProfile, { chatworkId: `both-${tags}` })
  const { id } = await ask(one, other.person)
  const contact = asked(await one.call(api.contacts.request, { accountId: other.person.accountId }))
  await one.call(api.contacts.cancel, { id: contact.requestId as number })
  expect(await standing(other, one)).toBe('incoming')
  await one.call(api.contacts.withdraw, { id })
  expect(await standing(other, one)).toBe('nothing')
})

test('who asks somebody who has asked them is a contact at once, by account and by address', async () => {
  const [one, other] = await two()
  await ask(one, other.person)
  const answer = await other.call(api.contacts.request, { email: one.person.email })
  expect(answer).toMatchObject({ outcome: 'contact', contact: { standing: 'contact' } })
  expect(await standing(one, other)).toBe('contact')
  const [third, fourth] = await two()
  await Promise.all([
    third.call(api.contacts.request, { email: fourth.person.email }),
    fourth.call(api.contacts.request, { email: third.person.email }),
  ])
  await stage.server.app.drain()
  expect([await standing(third, fourth), await standing(fourth, third)]).toEqual(['contact', 'contact'])
  expect([third.replica.contactInvitations.size, fourth.replica.contactInvitations.size]).toEqual([0, 0])
})

test('contacts are added to groups and asked for direct chats, strangers are neither', async () => {
  const [one, other] = await two()
  const third = await newcomer()
  await befriend(one, other)
  const { accountId } = other.person
  const room = await makeGroup(one, [[other.person, 'member']])
  await other.level()
  expect(other.room(room.id).mine.role).toBe('member')
  const members = [{ accountId: third.person.accountId }]
  expect(await outcome(one.call(api.members.add, { roomId: room.id, members }))).toBe('not_found')
  expect(await outcome(one.call(api.rooms.create, { name: 'x', members: [{ accountId }, ...members] }))).toBe(
    'not_found',
  )
  expect(await outcome(one.call(api.rooms.direct, { accountId: third.person.accountId }))).toBe('not_found')
})

test('a contact that is removed ends for both: the direct chat leaves one and can only be read by the other', async () => {
  const [one, other] = await two()
  const roomId = (await befriend(one, other)).roomId as number
  await say(other, roomId, '前の話')
  await one.call(api.contacts.remove, { accountId: other.person.accountId })
  expect([await standing(one, other), await standing(other, one)]).toEqual(['nothing', 'nothing'])
  expect(one.replica.rooms.has(roomId)).toBe(false)
  expect(other.room(roomId).mine.role).toBe('readonly')
  expect(await outcome(say(other, roomId, 'もしもし'))).toBe('forbidden')
  expect(await outcome(one.call(api.messages.list, { roomId }))).toBe('not_found')
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const { accountId } = to.person
    expect(await outcome(from.call(api.rooms.direct, { accountId }))).toBe('not_found')
    expect(await outcome(from.call(api.rooms.create, { name: 'x', members: [{ accountId }] }))).toBe('not_found')
    expect(await outcome(from.call(api.contacts.remove, { accountId }))).toBe('not_found')
  }
  const again = await befriend(other, one)
  expect(again.roomId).toBe(roomId)
  await Promise.all([one.level(), other.level()])
  expect([one.room(roomId).mine.role, other.room(roomId).mine.role]).toEqual(['admin', 'admin'])
  await say(one, roomId, 'また')
})

test('who is blocked asks, writes and adds in vain, and sees what they would see of somebody who does not answer', async () => {
  const [one, other] = await two()
  const roomId = (await befriend(one, other)).roomId as number
  await makeGroup(one, [[other.person, 'member']])
  await other.call(api.contacts.block, { accountId: one.person.accountId, on: true })
  expect([await standing(one, other), await standing(other, one)]).toEqual(['nothing', 'none blocked'])
  const { accountId, email } = other.person
  expect(await outcome(say(one, roomId, 'どうして'))).toBe('forbidden')
  expect(await outcome(one.call(api.rooms.direct, { accountId }))).toBe('not_found')
  expect(await outcome(one.call(api.rooms.create, { name: 'x', members: [{ accountId }] }))).toBe('not_found')
  const { people } = await one.call(api.contacts.find, { query: other.person.name })
  expect(people).toMatchObject([{ accountId, standing: 'none' }])
  asked(await one.call(api.contacts.request, { accountId }))
  invited(await one.call(api.contacts.request, { email }))
  const mails = stage.server.app.mails.filter(({ to }) => to === email).length
  await stage.server.app.drain()
  expect(stage.server.app.mails.filter(({ to }) => to === email).length).toBe(mails)
  expect([await standing(one, other), await standing(other, one)]).toEqual(['outgoing', 'none blocked'])
  await other.call(api.contacts.block, { accountId: one.person.accountId, on: false })
  expect([await standing(one, other), await standing(other, one)]).toEqual(['outgoing', 'nothing'])
  expect(await outcome(other.call(api.contacts.block, { accountId: one.person.accountId, on: false }))).toBe(
    'not_found',
  )
})

test('blocking ends a request that waits, either way, without a word to the other', async () => {
  const [one, other] = await two()
  await ask(one, other.person)
  await one.level()
  const heard = one.frames.length
  const id = await incoming(other, one)
  await other.call(api.contacts.block, { accountId: one.person.accountId, on: true })
  await one.level()
  expect(one.frames.length).toBe(heard)
  expect(await outcome(other.call(api.contacts.accept, { id }))).toBe('not_found')
  // Asking somebody whom one has blocked ends that.
  await other.call(api.contacts.request, { accountId: one.person.accountId })
  expect([await standing(one, other), await standing(other, one)]).toEqual(['contact', 'contact'])
})

test('an address without an account gets one mail, and whoever signs up with it finds the request', async () => {
  const one = await newcomer()
  const [email, message] = ['later@example.com', '秘密の合図']
  const first = invited(await one.call(api.contacts.request, { email, message }))
  expect(invited(await one.call(api.contacts.request, { email })).id).toBe(first.id)
  await stage.server.app.drain()
  const mails = stage.server.app.mails.filter(({ to }) => to === email)
  expect(mails.length).toBe(1)
  expect(mails[0]?.text).toContain(one.person.name)
  // Anybody can be asked so: nobody makes the server mail their own words to others.
  expect(mails[0]?.text).not.toContain(message)
  const [late] = await strangers(stage.server, 'later')
  const { app } = stage.server
  await app.db.updateTable('account').set({ loginMail: email }).where('id', '=', late.accountId).execute()
  await app.db.updateTable('login').set({ email }).where('accountId', '=', late.accountId).execute()
  await app.drain()
  const device = await stage.enter(late)
  expect(await standing(device, one)).toBe('incoming')
  expect(device.replica.contacts.get(one.person.accountId)?.message).toBe(message)
})

test('a pasted list has an outcome for every line, and each address gets one mail', async () => {
  const [one, other] = await two()
  const friend = await newcomer()
  await befriend(one, friend)
  const lines = [
    'Aoki Jun <aoki@new.example>',
    '',
    '青木 潤（AOKI@new.example）',
    'mori＠new.example',
    'no address here',
    other.person.email,
    friend.person.email,
    one.person.email,
  ]
  const { outcomes } = await one.call(api.contacts.invite, { lines, message: 'まとめて' })
  expect(outcomes.map(({ outcome }) => outcome)).toEqual([
    'invited',
    'invalid',
    'again',
    'invited',
    'invalid',
    'invited',
    'contact',
    'self',
  ])
  expect(outcomes.map(({ line }) => line)).toEqual(lines)
  expect(outcomes[3]?.email).toBe('mori@new.example')
  await stage.server.app.drain()
  const to = stage.server.app.mails.map((mail) => mail.to)
  expect(to.filter((address) => address === 'aoki@new.example').length).toBe(1)
  expect(await standing(other, one)).toBe('incoming')
  const again = await one.call(api.contacts.invite, { lines: ['aoki@new.example', 'sato@new.example'] })
  expect(again.outcomes.map(({ outcome }) => outcome)).toEqual(['again', 'invited'])
})

test('people are found by part of the name in whatever kana, by the exact id, and by no part of id or address', async () => {
  const aiko = await stage.enter('aiko')
  const one = await newcomer()
  const handle = `Kawai.${tags}`
  await one.call(api.accounts.updateProfile, { name: 'カワイ ナオ', chatworkId: handle })
  const find = async (query: string) => (await aiko.call(api.contacts.find, { query })).people.map(({ name }) => name)
  expect(await find('かわい')).toEqual([])
  expect(await find(handle.toUpperCase())).toEqual(['カワイ ナオ'])
  expect(await find(`@${handle}`)).toEqual(['カワイ ナオ'])
  expect(await find(handle.slice(0, -1))).toEqual([])
  expect(await find(one.person.email.slice(0, 8))).toEqual([])
  await befriend(one, aiko)
  await stage.server.app.drain()
  expect(await find('かわい')).toEqual(['カワイ ナオ'])
  expect(await find(one.person.email)).toEqual(['カワイ ナオ'])
  expect(await find('be')).toEqual(['Ben'])
  await one.call(api.accounts.updateProfile, { name: '川井 奈緒', reading: 'かわい なお' })
  await stage.server.app.drain()
  for (const query of ['ｶﾜｲ', '川井奈緒', 'なお']) expect(await find(query)).toEqual(['川井 奈緒'])
  expect(await (await stage.enter('dai')).call(api.contacts.find, { query: 'かわい' })).toMatchObject({ people: [] })
  expect((await aiko.call(api.contacts.find, { query: 'ben' })).people).toMatchObject([{ standing: 'colleague' }])
})

test('the list holds contacts and colleagues with their direct chats, and is one’s own', async () => {
  const aiko = await stage.enter('aiko')
  const one = await newcomer()
  const { roomId } = await befriend(one, aiko)
  const direct = await aiko.call(api.rooms.direct, { accountId: stage.people.chie.accountId })
  const { contacts, colleagues } = await aiko.call(api.contacts.list, {})
  expect(contacts.find(({ accountId }) => accountId === one.person.accountId)).toMatchObject({ roomId })
  const rooms = new Map(colleagues.map((colleague) => [colleague.name, colleague.roomId]))
  expect([rooms.get('Chie'), rooms.get('Bot'), rooms.has('Aiko')]).toEqual([direct.id, null, false])
  const theirs = await one.call(api.contacts.list, {})
  expect(theirs.contacts.map(({ name }) => name)).toEqual(['Aiko'])
  expect(theirs.colleagues).toEqual([])
})

test('one of them alone is a contact or a colleague, nobody else and not oneself', async () => {
  const aiko = await stage.enter('aiko')
  const [one, other] = await two()
  await ask(other, aiko.person)
  const { roomId } = await befriend(one, aiko)
  const get = ({ accountId }: { accountId: number }) => aiko.call(api.contacts.get, { accountId })
  const { colleagues } = await aiko.call(api.contacts.list, {})
  const bot = colleagues.find(({ name }) => name === 'Bot')
  expect(await get(stage.people.bot)).toEqual(bot)
  expect(await get(one.person)).toMatchObject({ accountId: one.person.accountId, roomId })
  for (const stranger of [other.person, aiko.person]) expect(await outcome(get(stranger))).toBe('not_found')
  await aiko.call(api.contacts.block, { accountId: one.person.accountId, on: true })
  expect(await outcome(get(one.person))).toBe('not_found')
})

test('a changed name, and an organization’s, reaches those who know the person', async () => {
  const [one, other] = await two()
  await befriend(one, other)
  await other.call(api.accounts.updateProfile, { name: '新しい名前', reading: 'あたらしい なまえ', title: '部長' })
  await stage.server.app.drain()
  await one.level()
  expect(one.replica.contacts.get(other.person.accountId)).toMatchObject({
    ...{ name: '新しい名前', reading: 'あたらしい なまえ', title: '部長' },
  })
  const [aiko, dai] = [await stage.enter('aiko'), await stage.enter('dai')]
  await befriend(aiko, dai)
  await dai.call(api.organizations.rename, { name: '新つばめ' })
  await stage.server.app.drain()
  await aiko.level()
  expect(aiko.replica.contacts.get(dai.person.accountId)).toMatchObject({ organizationName: '新つばめ' })
})

test('the card of a contact and of who asks is shown, not that of somebody who was asked', async () => {
  const [one, other] = await two()
  const card = (from: TestClient, to: TestClient) =>
    outcome(from.call(api.accounts.person, { accountId: to.person.accountId }))
  expect(await card(one, other)).toBe('not_found')
  await ask(one, other.person)
  expect([await card(one, other), await card(other, one)]).toEqual(['not_found', 'done'])
  await other.call(api.contacts.accept, { id: await incoming(other, one) })
  expect([await card(one, other), await card(other, one)]).toEqual(['done', 'done'])
  await other.call(api.contacts.remove, { accountId: one.person.accountId })
  expect([await card(one, other), await card(other, one)]).toEqual(['not_found', 'not_found'])
})

test('accepting, blocking and taking back at the same moment leave both with the same', async () => {
  for (let round = 0; round < 6; round++) {
    const [one, other] = await two()
    const { id } = await ask(one, other.person)
    const requestId = await incoming(other, one)
    await Promise.all([
      outcome(other.call(api.contacts.accept, { id: requestId })),
      outcome(one.call(api.contacts.withdraw, { id })),
      round % 2 ? outcome(other.call(api.contacts.block, { accountId: one.person.accountId, on: true })) : null,
    ])
    const [mine, theirs] = [await standing(one, other), await standing(other, one)]
    expect([mine === 'contact', theirs === 'contact']).toEqual(mine === 'contact' ? [true, true] : [false, false])
    await Promise.all([one.close(), other.close()])
  }
})

test('the two hundred and first open request is refused, and leaves nothing behind', async () => {
  const [one, other] = await two()
  const { accountId } = one.person
  await sql`
    insert into contact_invitation (account_id, id, tick, email, message, created_at)
    select ${accountId}, n, 0, n || '@many.example', '', now() from generate_series(1, 200) n
  `.execute(stage.server.app.db)
  expect(await outcome(one.call(api.contacts.request, { email: 'one-more@example.com' }))).toBe('limit_reached')
  await other.call(api.accounts.updateProfile, { chatworkId: `many-${tags}` })
  const asking = one.call(api.contacts.request, { accountId: other.person.accountId })
  expect(await outcome(asking)).toBe('limit_reached')
  expect(await standing(other, one)).toBe('nothing')
  expect(one.replica.contacts.size).toBe(0)
  await sql`delete from contact_invitation where account_id = ${accountId}`.execute(stage.server.app.db)
})

test('the groups one is in with somebody are counted and named, those of others are not', async () => {
  const aiko = await stage.enter('aiko')
  const one = await newcomer()
  const { ben, chie } = stage.people
  await befriend(one, aiko)
  const before = new Map((await aiko.call(api.contacts.common, {})).people.map((row) => [row.accountId, row.rooms]))
  const both = await makeGroup(aiko, [
    [ben, 'member'],
    [one.person, 'readonly'],
  ])
  await makeGroup(await stage.enter('ben'), [[chie, 'member']])
  const after = new Map((await aiko.call(api.contacts.common, {})).people.map((row) => [row.accountId, row.rooms]))
  expect(after.get(ben.accountId)).toBe((before.get(ben.accountId) ?? 0) + 1)
  expect(after.get(one.person.accountId)).toBe(1)
  expect(after.get(chie.accountId)).toBe(before.get(chie.accountId))
  // Ben is no contact of theirs, although they are in a room together.
  expect((await one.call(api.contacts.common, {})).people).toEqual([{ accountId: aiko.person.accountId, rooms: 1 }])
  const { roomIds } = await aiko.call(api.accounts.person, { accountId: one.person.accountId })
  expect(roomIds).toEqual([both.id])
})

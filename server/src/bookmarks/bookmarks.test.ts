import { api } from '@naniwa/contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { makeGroup, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'

const stage = scene()
const everyone = { readonly: 'done', member: 'done', admin: 'done' } as const

testWhoMayNot(stage, [
  attempt(api.bookmarks.add, ({ roomId, message }) => ({ roomId, messageId: message.id }), everyone),
])

test('nobody sees or drops what somebody else keeps', async () => {
  const { people, server } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const { id: messageId } = await say(aiko, roomId, '大事')
  await aiko.call(api.bookmarks.add, { roomId, messageId })
  expect(await outcome(ben.call(api.bookmarks.remove, { roomId, messageId }))).toBe('not_found')
  const kept = (await ben.call(api.bookmarks.list, {})).bookmarks
  expect(kept.filter(({ bookmark }) => bookmark.messageId === messageId)).toEqual([])
  expect(await outcome(overHttp(server).call(api.bookmarks.list, {}))).toBe('unauthenticated')
  expect(await outcome(overHttp(server).call(api.bookmarks.remove, { roomId, messageId }))).toBe('unauthenticated')
  await ben.level()
  expect(ben.heard('bookmark')).toEqual([])
})

test('kept messages are listed newest first, as they are now, and leave with the room', async () => {
  const { people, server } = stage
  const [aiko, dai] = [await stage.enter('aiko'), await stage.enter('dai')]
  const { id: roomId } = await makeGroup(aiko)
  const { code } = await aiko.call(api.links.save, { roomId, needAcceptance: false })
  await dai.call(api.links.join, { code: code as string })
  const sent = [await say(aiko, roomId, '一'), await say(aiko, roomId, '二'), await say(aiko, roomId, '三')]
  for (const { id } of sent) {
    server.app.clock.advance(1_000)
    await dai.call(api.bookmarks.add, { roomId, messageId: id })
  }
  const edited = await aiko.call(api.messages.edit, { roomId, id: sent[0]?.id as string, body: '一 改' })
  const deleted = await aiko.call(api.messages.delete, { roomId, id: sent[1]?.id as string })
  const { bookmarks } = await dai.call(api.bookmarks.list, {})
  expect(bookmarks.map(({ message }) => message)).toEqual([sent[2], deleted, edited])
  expect(bookmarks.map(({ bookmark }) => bookmark)).toEqual(
    [...dai.replica.bookmarks.values()].sort((a, b) => b.createdAt - a.createdAt),
  )
  await aiko.call(api.members.remove, { roomId, accountId: people.dai.accountId })
  expect(await dai.call(api.bookmarks.list, {})).toEqual({ bookmarks: [] })
})

test('keeping twice keeps the first time, and dropping and keeping again counts as new', async () => {
  const { clock } = stage.server.app
  const chie = await stage.enter('chie')
  const { roomId } = stage.people.chie
  const { id: messageId } = await say(chie, roomId, 'メモ')
  const first = await chie.call(api.bookmarks.add, { roomId, messageId })
  clock.advance(1_000)
  expect(await chie.call(api.bookmarks.add, { roomId, messageId })).toMatchObject({ createdAt: first.createdAt })
  expect(await chie.call(api.bookmarks.remove, { roomId, messageId })).toMatchObject({ deleted: true })
  expect(await outcome(chie.call(api.bookmarks.remove, { roomId, messageId }))).toBe('not_found')
  const again = await chie.call(api.bookmarks.add, { roomId, messageId })
  expect(again).toMatchObject({ createdAt: first.createdAt + 1_000, deleted: false })
})

/** All but one of the thousand places are taken. */
async function fillUp({ accountId, roomId }: { accountId: number; roomId: number }): Promise<() => Promise<unknown>> {
  const { app } = stage.server
  await sql`
    insert into bookmark (account_id, room_id, message_id, tick, created_at)
    select ${accountId}, ${roomId}, n, 0, ${app.clock.now()} from generate_series(1,
      999 - (select count(*) from bookmark where account_id = ${accountId} and not deleted)) n
  `.execute(app.db)
  return () => sql`delete from bookmark where account_id = ${accountId} and message_id < 1000`.execute(app.db)
}

test('the thousand and first kept message is refused, one that is kept already is not', async () => {
  const { roomId } = stage.people.ben
  const ben = await stage.enter('ben')
  const sent = [await say(ben, roomId, 'a'), await say(ben, roomId, 'b')].map(({ id }) => id)
  const empty = await fillUp(stage.people.ben)
  const keep = (messageId: string) => outcome(ben.call(api.bookmarks.add, { roomId, messageId }))
  const outcomes = await Promise.all(sent.map(keep))
  expect([...outcomes].sort()).toEqual(['done', 'limit_reached'])
  expect(await keep(sent[outcomes.indexOf('done')] as string)).toBe('done')
  await empty()
})

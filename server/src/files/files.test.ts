import { api, type Endpoint, type File } from '@naniwa/contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Signed } from '../testing/app.ts'
import { sendFile, visit } from '../testing/files.ts'
import { expectUntouched, makeGroup, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { sweepDeletedRooms, sweepGarbage } from './sweep.ts'

const stage = scene()
const DAY = 24 * 60 * 60 * 1_000

/** A group of aiko's with a file of ben's; chie may only read, bot was removed, dai never was in it. */
async function ground(sending: { name?: string; bytes?: Buffer } = {}) {
  const { people, server } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [
    [people.ben, 'member'],
    [people.chie, 'readonly'],
    [people.bot, 'member'],
  ])
  await aiko.call(api.members.remove, { roomId, accountId: people.bot.accountId })
  const file = await sendFile(server, people.ben, { roomId, ...sending })
  return { aiko, roomId, file, place: { roomId, id: file.id } }
}

function as(person: Signed | undefined) {
  return overHttp(stage.server, person)
}

test.each([
  [api.files.get, 'done', 'done'],
  [api.files.list, 'done', 'done'],
  [api.files.restore, 'done', 'done'],
  [api.files.delete, 'forbidden', 'done'],
] as const)('%o is not for strangers, and inside it goes by role', async (endpoint: Endpoint, readonly, member) => {
  const { people } = stage
  const { aiko, roomId, place } = await ground()
  const other = await makeGroup(aiko)
  const input = endpoint === api.files.list ? { roomId } : place
  const call = (person: Signed | undefined, to: object = input) => outcome(as(person).call(endpoint, to as never))
  await expectUntouched(aiko, roomId, async () => {
    expect(await call(undefined)).toBe('unauthenticated')
    for (const stranger of [people.dai, people.bot]) expect(await call(stranger)).toBe('not_found')
    if (endpoint !== api.files.list) {
      expect(await call(people.aiko, { ...place, roomId: other.id })).toBe('not_found')
      expect(await call(people.aiko, { ...place, id: 7 })).toBe('not_found')
    }
    expect(await call(people.chie)).toBe(readonly)
  })
  expect(await call(people.ben)).toBe(member)
})

test('everybody’s own organization shows what its people keep, and nobody else’s', async () => {
  const { people } = stage
  const before = await as(people.dai).call(api.files.usage, {})
  await ground({ bytes: Buffer.from('seven b') })
  expect(await as(people.dai).call(api.files.usage, {})).toEqual(before)
  expect((await as(people.chie).call(api.files.usage, {})).used).toBeGreaterThanOrEqual(7)
  expect(await outcome(as(undefined).call(api.files.usage, {}))).toBe('unauthenticated')
})

test('a file is downloaded under its exact name, and an address made for one is of no use once they are out', async () => {
  const { people, server } = stage
  const { aiko, roomId, place } = await ground({ name: '出荷手順書_年末版 (最終).txt' })
  const { downloadUrl, inlineUrl } = await as(people.chie).call(api.files.get, place)
  const answer = await visit(server, downloadUrl)
  expect([answer.status, answer.text]).toEqual([200, 'くるみ三つ'])
  expect(answer.headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="${'_'.repeat(9)} (__).txt"; filename*=UTF-8''${encodeURIComponent('出荷手順書_年末版 ')}%28${encodeURIComponent('最終')}%29.txt`,
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
  })
  expect((await visit(server, inlineUrl as string)).headers['content-disposition']).toMatch(/^inline;/)
  await aiko.call(api.members.remove, { roomId, accountId: people.chie.accountId })
  for (const url of [downloadUrl, inlineUrl as string]) expect((await visit(server, url)).status).toBe(404)
  const { downloadUrl: bens } = await as(people.ben).call(api.files.get, place)
  server.app.clock.advance(5 * 60 * 1_000)
  expect((await visit(server, bens)).status).toBe(403)
})

test.each([
  ['page.html', '<!doctype html><script>alert(document.cookie)</script>', 'text/html'],
  ['photo.png', '<html><script>alert(1)</script>', 'text/html'],
  ['logo.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'image/svg+xml'],
  ['logo.png', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
  ['feed.xml', '<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>', 'application/xml'],
  ['code.js', 'alert(1)', 'text/plain'],
  ['plain.html', 'no tag in sight', 'text/plain'],
  ['setup.exe', 'MZ\0\0', 'application/x-msdownload'],
  ['unknown', '\0\u0001\u0002', 'application/octet-stream'],
])('%s is never shown in place, whatever it claims, and its download runs nowhere', async (name, text, type) => {
  const { server, people } = stage
  const bytes = Buffer.from(text)
  const { id, roomId, type: found } = await sendFile(server, people.aiko, { roomId: people.aiko.roomId, name, bytes })
  expect(found).toBe(type)
  const { downloadUrl, inlineUrl } = await as(people.aiko).call(api.files.get, { roomId, id })
  expect(inlineUrl).toBeNull()
  const { headers } = await visit(server, downloadUrl)
  expect(headers['content-type']).toBe(type === 'text/plain' ? 'text/plain; charset=utf-8' : 'application/octet-stream')
  expect(headers['content-disposition']).toMatch(/^attachment;/)
  expect(headers['content-security-policy']).toBe("sandbox; default-src 'none'")
})

test('text keeps its encoding, and a PDF and a film are shown as such, in parts too', async () => {
  const { server, people } = stage
  const { roomId } = people.aiko
  const shown = async (name: string, bytes: Buffer) => {
    const { id } = await sendFile(server, people.aiko, { roomId, name, bytes })
    return (await as(people.aiko).call(api.files.get, { roomId, id })).inlineUrl as string
  }
  const sjis = Buffer.from('956996bc2c909497ca0d0a', 'hex')
  expect((await visit(server, await shown('表.csv', sjis))).headers['content-type']).toBe(
    'text/plain; charset=shift_jis',
  )
  const pdf = await shown('案.pdf', Buffer.from('%PDF-1.7'))
  expect((await visit(server, pdf)).headers).toMatchObject({ 'content-type': 'application/pdf' })
  const film = await shown('第2ライン.mp4', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'))
  const part = await visit(server, film, { headers: { range: 'bytes=4-7' } })
  expect([part.status, part.text, part.headers['content-range']]).toEqual([206, 'ftyp', 'bytes 4-7/24'])
  server.app.clock.advance(5 * 60 * 60 * 1_000)
  expect((await visit(server, film)).status).toBe(200)
})

test('a list is of one room or of all one’s own, newest first, narrowed by sender, kind and name', async () => {
  const { people, server } = stage
  const { aiko, roomId, file } = await ground({ name: '点検表.csv' })
  const own = await sendFile(server, people.aiko, {
    roomId: people.aiko.roomId,
    name: 'ﾃﾝｹﾝ.PDF',
    bytes: Buffer.from('%PDF-'),
  })
  const elsewhere = await sendFile(server, people.dai, { roomId: people.dai.roomId })
  const ids = async (input: object, person = people.aiko) =>
    (await as(person).call(api.files.list, input)).files.map(({ id }: File) => id)
  expect((await ids({})).slice(0, 2)).toEqual([own.id, file.id])
  expect(await ids({})).not.toContain(elsewhere.id)
  expect(await ids({ roomId })).toEqual([file.id])
  expect((await ids({ accountId: people.ben.accountId }))[0]).toBe(file.id)
  expect(await ids({ roomId, accountId: people.aiko.accountId })).toEqual([])
  expect(await ids({ name: 'てんけん' })).toEqual([own.id])
  expect(await ids({ roomId, name: 'CSV' })).toEqual([file.id])
  expect(await ids({ roomId, kind: 'document' })).toEqual([file.id])
  expect(await ids({ roomId, kind: 'media' })).toEqual([])
  await aiko.call(api.members.remove, { roomId, accountId: people.ben.accountId })
  expect(await ids({}, people.ben)).not.toContain(file.id)
})

test('a long list comes a hundred at a time', async () => {
  const { people, server } = stage
  const { roomId } = people.chie
  const { id, ...file } = await sendFile(server, people.chie, { roomId, name: '一つ目' })
  await sql`
    insert into file (room_id, id, tick, account_id, organization_id, message_id, name, folded_name, size, type, kind, sha256, blob,
      preview_state, created_at)
    select room_id, id + n, tick, account_id, organization_id, message_id, name, folded_name, 0, type, kind, sha256, blob, 'none', created_at
    from file, generate_series(1, 150) n where id = ${id}
  `.execute(server.app.db)
  const first = await as(people.chie).call(api.files.list, { roomId })
  expect([first.files.length, first.more, first.files[0]?.id]).toEqual([100, true, id + 150])
  const second = await as(people.chie).call(api.files.list, { roomId, before: first.files.at(-1)?.id })
  expect([second.files.length, second.more, second.files.at(-1)]).toEqual([51, false, { ...file, id }])
  await sql`delete from file where room_id = ${roomId} and id > ${id}`.execute(server.app.db)
})

test('a deleted file is gone for everybody at once, its storage is free, and its bytes go thirty days later', async () => {
  const { people, server } = stage
  const { aiko, roomId, file, place } = await ground()
  await aiko.open(roomId)
  const { downloadUrl } = await aiko.call(api.files.get, place)
  const { used } = await aiko.call(api.files.usage, {})
  const deleted = await as(people.ben).call(api.files.delete, place)
  expect(deleted).toEqual({ ...file, tick: deleted.tick, deleted: true, preview: { state: 'none' } })
  expect(await aiko.call(api.files.delete, place)).toEqual(deleted)
  await aiko.level()
  expect(aiko.room(roomId).files.get(file.id)).toEqual(deleted)
  expect((await visit(server, downloadUrl)).status).toBe(404)
  expect(await outcome(aiko.call(api.files.get, place))).toBe('not_found')
  expect((await aiko.call(api.files.list, { roomId })).files).toEqual([])
  expect((await aiko.call(api.files.usage, {})).used).toBe(used - file.size)
  const { rows } = await sql<{ blob: string }>`select blob from file where id = ${file.id}`.execute(server.app.db)
  const key = `${rows[0]?.blob}/file`
  const now = server.app.clock.now()
  server.app.clock.advance(30 * DAY - 1)
  await sweepGarbage(server.app)
  expect(await server.app.blobs.head(key)).toMatchObject({ size: file.size })
  server.app.clock.advance(1)
  await sweepGarbage(server.app)
  expect(await server.app.blobs.head(key)).toBeNull()
  expect((await sql`select from blob_garbage`.execute(server.app.db)).rows).toEqual([])
  server.app.clock.set(now)
})

test('in a direct chat nobody deletes what the other sent', async () => {
  const { people, server } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await aiko.call(api.rooms.direct, { accountId: people.ben.accountId })
  const { id } = await sendFile(server, people.ben, { roomId })
  expect(await outcome(aiko.call(api.files.delete, { roomId, id }))).toBe('forbidden')
  expect(await outcome(as(people.ben).call(api.files.delete, { roomId, id }))).toBe('done')
})

test('the files of a deleted room no longer count as storage', async () => {
  const { people, server } = stage
  const { aiko, roomId, file, place } = await ground()
  const { downloadUrl } = await aiko.call(api.files.get, place)
  const { used } = await aiko.call(api.files.usage, {})
  await aiko.call(api.rooms.delete, { roomId })
  expect((await visit(server, downloadUrl)).status).toBe(404)
  await sweepDeletedRooms(server.app)
  await sweepDeletedRooms(server.app)
  expect((await as(people.ben).call(api.files.usage, {})).used).toBe(used - file.size)
})

test('[S18] whoever was away finds each file as it is now, those deleted too', async () => {
  const { people, server } = stage
  const { aiko, roomId } = await ground()
  await aiko.open(roomId)
  await aiko.disconnect()
  const kept = await sendFile(server, people.ben, { roomId, name: '残る' })
  const gone = await sendFile(server, people.ben, { roomId, name: '消える' })
  await as(people.ben).call(api.files.delete, { roomId, id: gone.id })
  await say(as(people.ben), roomId, 'どうぞ')
  await aiko.connect()
  const { files } = aiko.room(roomId)
  expect(files.get(kept.id)).toEqual(kept)
  expect(files.get(gone.id)).toMatchObject({ deleted: true })
})

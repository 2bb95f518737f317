import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { api, FILE_BYTES, PART_BYTES, UPLOAD_LIMIT } from '@naniwa/contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { TestClient } from '../testing/client.ts'
import { collide } from '../testing/collide.ts'
import { hashOf, putParts, sendFile, visit } from '../testing/files.ts'
import { ask } from '../testing/http.ts'
import { expectUntouched, makeGroup, messageId, outcome, overHttp, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'
import { sweepUploads } from './abort.ts'

const stage = scene()
const DAY = 24 * 60 * 60 * 1_000

testWhoMayNot(stage, [
  attempt(api.files.begin, ({ roomId }) => ({ roomId, name: 'a.txt', size: 3 }), {
    readonly: 'forbidden',
    member: 'done',
    admin: 'done',
  }),
])

/** Begun by ben, in a group of aiko's. */
async function begun(bytes: Buffer, name = 'メモ.txt') {
  const { people, server } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const ben = overHttp(server, people.ben)
  const upload = await ben.call(api.files.begin, { roomId, name, size: bytes.length })
  return { aiko, ben, roomId, upload, uploadId: upload.id }
}

async function idsOf(client: Pick<TestClient, 'call'>): Promise<number[]> {
  return (await client.call(api.files.uploads, {})).uploads.map(({ id }) => id)
}

async function usedAndReserved(): Promise<[number, number]> {
  const { rows } = await sql<{ used: number; reserved: number }>`
    select used, reserved from organization_storage where organization_id = ${stage.people.ben.organizationId}
  `.execute(stage.server.app.db)
  return [rows[0]?.used ?? 0, rows[0]?.reserved ?? 0]
}

test('an upload is its owner’s alone: others find none, whatever they want of it', async () => {
  const { server, people } = stage
  const bytes = Buffer.from('secret')
  const { aiko, uploadId, roomId } = await begun(bytes)
  const finish = { uploadId, messageId: messageId(), sha256: hashOf(bytes) }
  await expectUntouched(aiko, roomId, async () => {
    for (const person of [people.aiko, people.dai, people.chie]) {
      const client = overHttp(server, person)
      expect(await outcome(client.call(api.files.parts, { uploadId, numbers: [1] }))).toBe('not_found')
      expect(await outcome(client.call(api.files.complete, finish))).toBe('not_found')
      expect(await outcome(client.call(api.files.abort, { uploadId }))).toBe('not_found')
      expect(await idsOf(client)).not.toContain(uploadId)
    }
    for (const endpoint of [api.files.parts, api.files.complete, api.files.abort, api.files.uploads])
      expect(await outcome(overHttp(server).call(endpoint, finish as never))).toBe('unauthenticated')
  })
})

test('somebody removed, or told only to read, cannot finish what they began', async () => {
  const { people } = stage
  const bytes = Buffer.from('too late')
  const { aiko, ben, roomId, uploadId } = await begun(bytes)
  await putParts(stage.server, people.ben, uploadId, bytes)
  const finish = () =>
    outcome(ben.call(api.files.complete, { uploadId, messageId: messageId(), sha256: hashOf(bytes) }))
  await aiko.call(api.members.setRole, { roomId, accountId: people.ben.accountId, role: 'readonly' })
  expect(await finish()).toBe('forbidden')
  await aiko.call(api.members.remove, { roomId, accountId: people.ben.accountId })
  expect(await finish()).toBe('not_found')
  expect(await outcome(ben.call(api.files.parts, { uploadId }))).toBe('not_found')
  expect(await outcome(ben.call(api.files.abort, { uploadId }))).toBe('done')
})

test('a file and the message that tells of it come together, to everybody, once', async () => {
  const { people, server } = stage
  const bytes = Buffer.from('くるみ三つ')
  const { aiko, ben, roomId, upload, uploadId } = await begun(bytes)
  expect(upload).toMatchObject({ roomId, name: 'メモ.txt', size: 15, partBytes: PART_BYTES, parts: [] })
  await aiko.open(roomId)
  await putParts(server, people.ben, uploadId, bytes)
  const finish = { uploadId, messageId: messageId(), sha256: hashOf(bytes) }
  const [file, same] = await Promise.all([ben.call(api.files.complete, finish), ben.call(api.files.complete, finish)])
  expect(same).toEqual(file)
  expect(await ben.call(api.files.complete, { ...finish, messageId: messageId(), body: 'また' })).toEqual(file)
  expect(file).toMatchObject({
    accountId: people.ben.accountId,
    messageId: finish.messageId,
    type: 'text/plain',
    size: 15,
  })
  await aiko.level()
  expect(aiko.heard('file')).toEqual([file])
  const told = aiko.room(roomId).timeline.messages.at(-1)
  expect(told).toMatchObject({
    id: finish.messageId,
    kind: 'message',
    accountId: people.ben.accountId,
    body: `[info][title][dtext:file_uploaded][/title][download:${file.id}]メモ.txt (15 bytes)[/download][/info]`,
  })
  expect(aiko.room(roomId).files.get(file.id)).toEqual(file)
  expect(await idsOf(ben)).not.toContain(uploadId)
})

test('whom the text that goes with a file names is addressed, and no text breaks out of or into its box', async () => {
  const { people, server } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const bytes = Buffer.from('%PDF-1.4')
  const to = `[To:${people.aiko.accountId}]`
  const file = await sendFile(server, people.ben, {
    roomId,
    name: `${to}案.pdf`,
    bytes,
    body: `${to}\n[info]確認を[code]`,
  })
  const told = await aiko.call(api.messages.get, { roomId, id: file.messageId })
  const box = `[info][preview id=${file.id} ht=150][download:${file.id}]${to}案.pdf (8 bytes)[/download][/info]`
  expect(told).toMatchObject({ mentions: [people.aiko.accountId], body: `${to}\n［info]確認を［code]\n${box}` })
  const quiet = await sendFile(server, people.ben, { roomId, name: `${to}案.pdf`, bytes })
  expect(await aiko.call(api.messages.get, { roomId, id: quiet.messageId })).toMatchObject({ mentions: [] })
})

test('a message id that was used before is taken; the upload waits for another', async () => {
  const { people, server } = stage
  const bytes = Buffer.from('x')
  const { ben, roomId, uploadId } = await begun(bytes)
  await putParts(server, people.ben, uploadId, bytes)
  const id = messageId()
  await ben.call(api.messages.send, { roomId, id, body: '先に' })
  const sha256 = hashOf(bytes)
  expect(await outcome(ben.call(api.files.complete, { uploadId, messageId: id, sha256 }))).toBe('message_id_taken')
  const { upload } = await ben.call(api.files.parts, { uploadId })
  expect(upload.parts).toEqual([1])
  expect(await outcome(ben.call(api.files.complete, { uploadId, messageId: messageId(), sha256 }))).toBe('done')
})

test('three parts in any order, doubled and at once, are finished only when all are there and their hash is right', async () => {
  const { people, server } = stage
  const bytes = randomBytes(2 * PART_BYTES + 5)
  const { ben, uploadId } = await begun(bytes, '第2ライン_詰め速度.mp4')
  const finish = { uploadId, messageId: messageId(), sha256: hashOf(bytes) }
  expect(await outcome(ben.call(api.files.complete, finish))).toBe('upload_incomplete')
  await putParts(server, people.ben, uploadId, bytes, [3])
  await Promise.all([[1], [1, 3]].map((numbers) => putParts(server, people.ben, uploadId, bytes, numbers)))
  expect((await ben.call(api.files.uploads, {})).uploads[0]).toMatchObject({ id: uploadId, parts: [1, 3] })
  expect(await outcome(ben.call(api.files.complete, finish))).toBe('upload_incomplete')
  expect(await outcome(ben.call(api.files.parts, { uploadId, numbers: [4] }))).toBe('invalid_input')
  await putParts(server, people.ben, uploadId, bytes)
  expect((await ben.call(api.files.complete, finish)).sha256).toBe(finish.sha256)
}, 20_000)

test('what arrived otherwise than it was sent is dropped, as is what was announced otherwise', async () => {
  const { people, server } = stage
  const bytes = Buffer.from('as it was')
  const { ben, roomId, uploadId } = await begun(bytes)
  await putParts(server, people.ben, uploadId, Buffer.from('as it isn'))
  const finish = { uploadId, messageId: messageId(), sha256: hashOf(bytes) }
  expect(await outcome(ben.call(api.files.complete, finish))).toBe('hash_mismatch')
  expect(await outcome(ben.call(api.files.complete, finish))).toBe('not_found')
  const announced = { roomId, name: 'a', size: bytes.length, sha256: hashOf(Buffer.from('other')) }
  const { id } = await ben.call(api.files.begin, announced)
  await putParts(server, people.ben, id, bytes)
  expect(await outcome(ben.call(api.files.complete, { ...finish, uploadId: id }))).toBe('hash_mismatch')
  const { rows } = await sql`select from upload where id in (${uploadId}, ${id})`.execute(server.app.db)
  expect(rows).toEqual([])
})

test('an upload that is given up frees what it reserved, and its addresses are of no use', async () => {
  const { people, server } = stage
  const bytes = Buffer.from('never mind')
  const [, before] = await usedAndReserved()
  const { ben, uploadId } = await begun(bytes)
  const { urls } = await ben.call(api.files.parts, { uploadId, numbers: [1] })
  expect((await usedAndReserved())[1]).toBe(before + bytes.length)
  await putParts(server, people.ben, uploadId, bytes)
  await ben.call(api.files.abort, { uploadId })
  expect((await usedAndReserved())[1]).toBe(before)
  expect(await outcome(ben.call(api.files.abort, { uploadId }))).toBe('not_found')
  expect((await ask(server, urls[0]?.url ?? '', { method: 'PUT', body: bytes })).status).toBe(404)
})

test('finishing and giving up at the same time end in one or the other', async () => {
  const { people, server } = stage
  for (let round = 0; round < 3; round++) {
    const bytes = randomBytes(100)
    const { ben, roomId, uploadId } = await begun(bytes)
    await putParts(server, people.ben, uploadId, bytes)
    const finish = { uploadId, messageId: messageId(), sha256: hashOf(bytes) }
    const lock = (tx: typeof server.app.db) => sql`select from upload where id = ${uploadId} for update`.execute(tx)
    const [finished, aborted] = await collide(server.app, lock, [
      () => outcome(ben.call(api.files.complete, finish)),
      () => outcome(ben.call(api.files.abort, { uploadId })),
    ])
    const { files } = await ben.call(api.files.list, { roomId })
    const isFile = finished?.status === 'fulfilled' && finished.value === 'done'
    expect(files.length).toBe(isFile ? 1 : 0)
    if (!isFile) expect(aborted).toMatchObject({ value: 'done' })
    if (isFile) {
      const { downloadUrl } = await ben.call(api.files.get, { roomId, id: files[0]?.id ?? 0 })
      expect((await visit(server, downloadUrl)).status).toBe(200)
    }
  }
})

test('nobody is refused at the end: what is begun fits the quota, however many begin at once', async () => {
  const { people, server } = stage
  const { organizationId } = people.ben
  const [used, reserved] = await usedAndReserved()
  const setQuota = (bytes: number | null) =>
    sql`update organization set quota_bytes = ${bytes} where id = ${organizationId}`.execute(server.app.db)
  await setQuota(used + reserved + 1_000)
  try {
    const aiko = await stage.enter('aiko')
    const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
    const clients = [aiko, overHttp(server, people.ben)]
    const begins = Array.from({ length: 12 }, (_, n) =>
      outcome((clients[n % 2] as typeof aiko).call(api.files.begin, { roomId, name: `${n}`, size: 300 })),
    )
    const outcomes = await Promise.all(begins)
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(3)
    expect(outcomes.filter((one) => one === 'quota_exceeded')).toHaveLength(9)
    expect(await aiko.call(api.files.usage, {})).toEqual({ used, quota: used + reserved + 1_000 })
    await setQuota(0)
    expect(await outcome(aiko.call(api.files.begin, { roomId, name: 'empty', size: 0 }))).toBe('quota_exceeded')
  } finally {
    await setQuota(null)
  }
})

test('a name of 255 Japanese characters is exact, a path or a control in it is refused, and so is more than 5 GiB', async () => {
  const { server, people } = stage
  const aiko = await stage.enter('aiko')
  const roomId = people.aiko.roomId
  const name = `${'第'.repeat(251)}.pdf`
  expect((await sendFile(server, people.aiko, { roomId, name })).name).toBe(name)
  for (const bad of ['../../etc/passwd', '..', 'a\\b', 'a/b', 'a\nb', 'a\u0000b', '', ' ', '第'.repeat(256)])
    expect(await outcome(aiko.call(api.files.begin, { roomId, name: bad, size: 1 }))).toBe('invalid_input')
  expect(await outcome(aiko.call(api.files.begin, { roomId, name: 'a', size: FILE_BYTES + 1 }))).toBe('invalid_input')
  expect(await outcome(aiko.call(api.files.begin, { roomId, name: 'a', size: -1 }))).toBe('invalid_input')
})

test('a file of no bytes is a file', async () => {
  const { server, people } = stage
  const file = await sendFile(server, people.aiko, {
    roomId: people.aiko.roomId,
    name: '空.txt',
    bytes: Buffer.alloc(0),
  })
  expect(file).toMatchObject({ size: 0, type: 'application/octet-stream', preview: { state: 'none' } })
})

test('one person has a hundred unfinished uploads at most', async () => {
  const { server, people } = stage
  const chie = overHttp(server, people.chie)
  const sending = { roomId: people.chie.roomId, name: 'a', size: 0 }
  const outcomes: string[] = []
  for (let n = 0; n <= UPLOAD_LIMIT; n++) outcomes.push(await outcome(chie.call(api.files.begin, sending)))
  expect(outcomes.at(-1)).toBe('limit_reached')
  expect(outcomes.filter((one) => one === 'done')).toHaveLength(UPLOAD_LIMIT)
  for (const { id } of (await chie.call(api.files.uploads, {})).uploads)
    await chie.call(api.files.abort, { uploadId: id })
})

test('after seven days nobody can go on, and the sweep takes back bytes and reservation; a finished one is only forgotten', async () => {
  const { server, people } = stage
  const bytes = Buffer.from('slow')
  const { ben, roomId, uploadId } = await begun(bytes)
  await putParts(server, people.ben, uploadId, bytes)
  const done = await sendFile(server, people.ben, { roomId })
  const { rows } = await sql<{ handle: string }>`select handle from upload where id = ${uploadId}`.execute(
    server.app.db,
  )
  const folder = join(server.app.config.dataDirectory, 'blobs/parts', rows[0]?.handle ?? '')
  await stat(folder)
  server.app.clock.advance(7 * DAY)
  expect(await outcome(ben.call(api.files.parts, { uploadId }))).toBe('not_found')
  await sweepUploads(server.app)
  await expect(stat(folder)).rejects.toThrow('ENOENT')
  const { rows: left } = await sql`select from upload`.execute(server.app.db)
  expect(left).toEqual([])
  const { downloadUrl } = await ben.call(api.files.get, { roomId, id: done.id })
  expect((await visit(server, downloadUrl)).text).toBe('くるみ三つ')
})

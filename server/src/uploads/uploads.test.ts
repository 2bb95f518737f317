import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  api,
  FILE_BYTES,
  FILE_TEXT_LENGTH,
  FILES_TOGETHER,
  MESSAGE_LENGTH,
  PART_BYTES,
  type Refusal,
  UPLOAD_LIMIT,
} from '@naniwa/contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { TestClient } from '../testing/client.ts'
import { collide } from '../testing/collide.ts'
import { complete, hashOf, putParts, sendFile, visit } from '../testing/files.ts'
import { ask } from '../testing/http.ts'
import { expectUntouched, makeGroup, messageId, outcome, overHttp, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'
import { sweepUploads } from './abort.ts'

const stage = scene()
const HOUR = 60 * 60 * 1_000
const DAY = 24 * HOUR

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
      expect(await outcome(complete(client, finish))).toBe('not_found')
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
  const finish = () => outcome(complete(ben, { uploadId, messageId: messageId(), sha256: hashOf(bytes) }))
  await aiko.call(api.members.setRole, { roomId, accountId: people.ben.accountId, role: 'readonly' })
  expect(await finish()).toBe('forbidden')
  expect(await outcome(ben.call(api.files.parts, { uploadId, numbers: [1] }))).toBe('forbidden')
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
  const [file, same] = await Promise.all([complete(ben, finish), complete(ben, finish)])
  expect(same).toEqual(file)
  expect(await complete(ben, { ...finish, messageId: messageId(), body: 'また' })).toEqual(file)
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

/** Several of ben’s that have arrived, in a group of aiko’s. */
async function arrived(...contents: string[]) {
  const { people, server } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const ben = overHttp(server, people.ben)
  const uploads: { id: number; sha256: string }[] = []
  for (const [at, text] of contents.entries()) {
    const bytes = Buffer.from(text)
    const { id } = await ben.call(api.files.begin, { roomId, name: `${at + 1}.txt`, size: bytes.length })
    await putParts(server, people.ben, id, bytes)
    uploads.push({ id, sha256: hashOf(bytes) })
  }
  return { aiko, ben, roomId, uploads }
}

test('several files come in one message, in their order, once, however often they are finished at the same time', async () => {
  const { people } = stage
  const { aiko, ben, roomId, uploads } = await arrived('一', '二', '三')
  await aiko.open(roomId)
  const finish = { uploads, messageId: messageId(), body: `[To:${people.aiko.accountId}]\nお願いします` }
  const [{ files }, same] = await Promise.all([
    ben.call(api.files.complete, finish),
    ben.call(api.files.complete, finish),
  ])
  expect(same.files).toEqual(files)
  expect((await ben.call(api.files.complete, { ...finish, messageId: messageId() })).files).toEqual(files)
  expect(files?.map(({ name, messageId: told }) => [name, told])).toEqual(
    ['1.txt', '2.txt', '3.txt'].map((name) => [name, finish.messageId]),
  )
  await aiko.level()
  const told = aiko.room(roomId).timeline.messages.filter(({ kind }) => kind === 'message')
  const boxes = files?.map(({ id, name }) => `[info][download:${id}]${name} (3 bytes)[/download][/info]`) ?? []
  expect(told.map(({ body }) => body)).toEqual([`${finish.body}\n${boxes.join('')}`])
  expect(told[0]?.mentions).toEqual([people.aiko.accountId])
  expect([...aiko.room(roomId).files.values()]).toEqual(files)
})

test('of several that are finished together all become files or none: who is refused is named, the others wait', async () => {
  const { server, people } = stage
  const { aiko, ben, roomId, uploads } = await arrived('一', '二')
  const [first, second] = uploads as [(typeof uploads)[0], (typeof uploads)[0]]
  const other = await arrived('よそ')
  const lost = { id: first.id, sha256: hashOf(Buffer.from('違う')) }
  const unsent = await ben.call(api.files.begin, { roomId, name: '4.txt', size: 9 })
  const finish = (...those: typeof uploads) => ben.call(api.files.complete, { uploads: those, messageId: messageId() })
  const refused = async (...those: typeof uploads) =>
    await finish(...those).then(
      () => 'done',
      ({ code, issues }: Refusal) => `${code} ${issues?.[0]?.path}`,
    )
  await expectUntouched(aiko, roomId, async () => {
    expect(await refused(first, first)).toBe('invalid_input uploads')
    expect(await refused(first, ...other.uploads)).toBe('invalid_input uploads')
    expect(await refused(second, { id: unsent.id, sha256: first.sha256 })).toBe('upload_incomplete uploads.1')
    expect(await refused(second, { id: 12_345, sha256: first.sha256 })).toBe('not_found uploads.1')
    const chie = overHttp(server, people.chie)
    const own = await chie.call(api.files.begin, { roomId: people.chie.roomId, name: 'a', size: 0 })
    expect(await refused(second, { id: own.id, sha256: hashOf(Buffer.alloc(0)) })).toBe('not_found uploads.1')
    await chie.call(api.files.abort, { uploadId: own.id })
    expect(await refused(second, lost)).toBe('hash_mismatch uploads.1')
    expect(await refused(second, first)).toBe('not_found uploads.1')
  })
  expect((await finish(second)).files).toHaveLength(1)
  // Told of by itself before, it is not told of again with others.
  expect(await refused(second, ...(await begunAlso(ben, roomId)))).toBe('message_id_taken undefined')
})

async function begunAlso(ben: Pick<TestClient, 'call'>, roomId: number) {
  const { id } = await ben.call(api.files.begin, { roomId, name: '空.txt', size: 0 })
  return [{ id, sha256: hashOf(Buffer.alloc(0)) }]
}

test('whoever was removed or may only read finishes none of several', async () => {
  const { people } = stage
  const { aiko, ben, roomId, uploads } = await arrived('一', '二')
  const finish = () => outcome(ben.call(api.files.complete, { uploads, messageId: messageId() }))
  await aiko.call(api.members.setRole, { roomId, accountId: people.ben.accountId, role: 'readonly' })
  expect(await finish()).toBe('forbidden')
  await aiko.call(api.members.remove, { roomId, accountId: people.ben.accountId })
  expect(await finish()).toBe('not_found')
})

test('twenty files with the longest names and words are a message', async () => {
  const { ben, roomId } = await arrived()
  const uploads: { id: number; sha256: string }[] = []
  for (let at = 0; at < FILES_TOGETHER; at++) {
    const { id } = await ben.call(api.files.begin, { roomId, name: '長'.repeat(255), size: 0 })
    uploads.push({ id, sha256: hashOf(Buffer.alloc(0)) })
  }
  const body = '文'.repeat(FILE_TEXT_LENGTH)
  const { files } = await ben.call(api.files.complete, { uploads, messageId: messageId(), body })
  const told = await ben.call(api.messages.get, { roomId, id: files?.[0]?.messageId ?? '' })
  expect(Array.from(told.body).length).toBeLessThanOrEqual(MESSAGE_LENGTH)
  expect(told.body.match(/\[download:/g)).toHaveLength(FILES_TOGETHER)
})

test('what was read once is not read again when the answer was lost', async () => {
  const { server } = stage
  const { ben, uploads } = await arrived('一度だけ')
  const { blobs } = server.app
  const get = blobs.get.bind(blobs)
  let reads = 0
  Object.assign(blobs, {
    get(...asked: Parameters<typeof get>) {
      reads += 1
      return get(...asked)
    },
  })
  try {
    await Promise.all([1, 2, 3].map(() => ben.call(api.files.complete, { uploads, messageId: messageId() })))
    expect(reads).toBe(1)
  } finally {
    Object.assign(blobs, { get })
  }
})

test('a message id that was used before is taken; the upload waits for another', async () => {
  const { people, server } = stage
  const bytes = Buffer.from('x')
  const { ben, roomId, uploadId } = await begun(bytes)
  await putParts(server, people.ben, uploadId, bytes)
  const id = messageId()
  await ben.call(api.messages.send, { roomId, id, body: '先に' })
  const sha256 = hashOf(bytes)
  expect(await outcome(complete(ben, { uploadId, messageId: id, sha256 }))).toBe('message_id_taken')
  const { upload } = await ben.call(api.files.parts, { uploadId })
  expect(upload.parts).toEqual([1])
  expect(await outcome(complete(ben, { uploadId, messageId: messageId(), sha256 }))).toBe('done')
})

test('three parts in any order, doubled and at once, are finished only when all are there and their hash is right', async () => {
  const { people, server } = stage
  const bytes = randomBytes(2 * PART_BYTES + 5)
  const { ben, uploadId } = await begun(bytes, '第2ライン_詰め速度.mp4')
  const finish = { uploadId, messageId: messageId(), sha256: hashOf(bytes) }
  expect(await outcome(complete(ben, finish))).toBe('upload_incomplete')
  await putParts(server, people.ben, uploadId, bytes, [3])
  await Promise.all([[1], [1, 3]].map((numbers) => putParts(server, people.ben, uploadId, bytes, numbers)))
  expect((await ben.call(api.files.uploads, {})).uploads[0]).toMatchObject({ id: uploadId, parts: [1, 3] })
  expect(await outcome(complete(ben, finish))).toBe('upload_incomplete')
  expect(await outcome(ben.call(api.files.parts, { uploadId, numbers: [4] }))).toBe('invalid_input')
  await putParts(server, people.ben, uploadId, bytes)
  expect((await complete(ben, finish)).sha256).toBe(finish.sha256)
})

test('what arrived otherwise than it was sent is dropped, as is what was announced otherwise', async () => {
  const { people, server } = stage
  const bytes = Buffer.from('as it was')
  const { ben, roomId, uploadId } = await begun(bytes)
  await putParts(server, people.ben, uploadId, Buffer.from('as it isn'))
  const finish = { uploadId, messageId: messageId(), sha256: hashOf(bytes) }
  expect(await outcome(complete(ben, finish))).toBe('hash_mismatch')
  expect(await outcome(complete(ben, finish))).toBe('not_found')
  const announced = { roomId, name: 'a', size: bytes.length, sha256: hashOf(Buffer.from('other')) }
  const { id } = await ben.call(api.files.begin, announced)
  await putParts(server, people.ben, id, bytes)
  expect(await outcome(complete(ben, { ...finish, uploadId: id }))).toBe('hash_mismatch')
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
      () => outcome(complete(ben, finish)),
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

function setQuota(bytes: number | null) {
  const { organizationId } = stage.people.ben
  return sql`update organization set quota_bytes = ${bytes} where id = ${organizationId}`.execute(stage.server.app.db)
}

test('several unfinished uploads of one person leave three quarters of the quota to others, one may be as large as it', async () => {
  const { server, people } = stage
  const [used, reserved] = await usedAndReserved()
  const quota = (used + reserved + 1_000) * 4
  await setQuota(quota)
  try {
    const chie = overHttp(server, people.chie)
    const begin = (size: number) => chie.call(api.files.begin, { roomId: people.chie.roomId, name: 'a', size })
    const large = await begin(quota / 2)
    expect(await outcome(begin(1))).toBe('limit_reached')
    await chie.call(api.files.abort, { uploadId: large.id })
    const lock = (tx: typeof server.app.db) =>
      sql`select from organization_storage where organization_id = ${people.chie.organizationId} for update`.execute(tx)
    const halves = await collide(
      server.app,
      lock,
      [1, 2, 3].map(() => () => outcome(begin(quota / 8))),
    )
    const said = halves.map((one) => one.status === 'fulfilled' && one.value)
    expect(said.sort()).toEqual(['done', 'done', 'limit_reached'])
    for (const { id } of (await chie.call(api.files.uploads, {})).uploads)
      await chie.call(api.files.abort, { uploadId: id })
  } finally {
    await setQuota(null)
  }
})

test('an upload of which nothing arrives within an hour gives back what it reserved; one that has begun goes on', async () => {
  const { server, people } = stage
  // What others left is not counted here.
  server.app.clock.advance(HOUR)
  await sweepUploads(server.app)
  const bytes = Buffer.from('slow')
  const { ben, uploadId } = await begun(bytes)
  await putParts(server, people.ben, uploadId, bytes)
  const [, before] = await usedAndReserved()
  const { uploadId: silent } = await begun(Buffer.alloc(1_000))
  server.app.clock.advance(HOUR - 1)
  await sweepUploads(server.app)
  expect(await idsOf(ben)).toEqual(expect.arrayContaining([uploadId, silent]))
  server.app.clock.advance(1)
  await sweepUploads(server.app)
  expect(await idsOf(ben)).not.toContain(silent)
  expect((await usedAndReserved())[1]).toBe(before)
  const finish = { uploadId, messageId: messageId(), sha256: hashOf(bytes) }
  expect(await outcome(complete(ben, finish))).toBe('done')
})

test('nobody is refused at the end: what is begun fits the quota, however many begin at once', async () => {
  const { people, server } = stage
  // So much is kept that nobody's share is spent before the quota is.
  await sendFile(server, people.ben, { roomId: people.ben.roomId, bytes: Buffer.alloc(20_000) })
  const [used, reserved] = await usedAndReserved()
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
  for (const bad of [
    '../../etc/passwd',
    '..',
    'a\\b',
    'a/b',
    'a\nb',
    'a\u0000b',
    '',
    ' ',
    '\u3164',
    '請求書_\u202egpj.exe',
    '第'.repeat(256),
  ])
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
  const begin = () => outcome(chie.call(api.files.begin, sending))
  for (let n = 1; n < UPLOAD_LIMIT; n++) outcomes.push(await begin())
  expect(new Set(outcomes)).toEqual(new Set(['done']))
  const lock = (tx: typeof server.app.db) =>
    sql`select from organization_storage where organization_id = ${people.chie.organizationId} for update`.execute(tx)
  const last = await collide(server.app, lock, [begin, begin])
  expect(last.map((one) => one.status === 'fulfilled' && one.value).sort()).toEqual(['done', 'limit_reached'])
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

import { api } from '@naniwa/contract'
import { afterAll, expect, test } from 'vitest'
import { EICAR, testClamd } from '../testing/clamd.ts'
import { complete, hashOf, putParts, sendFile } from '../testing/files.ts'
import { expectUntouched, messageId, outcome, overHttp, scene } from '../testing/scene.ts'
import { testServer } from '../testing/server.ts'

const LIMIT = 1_000_000
const daemon = await testClamd(LIMIT)
const stage = scene({ CLAMD_SOCKET: daemon.path })

afterAll(() => daemon.close())

test('a file with malware is refused, dropped, and told nowhere; a clean one was looked through to its end', async () => {
  const { server, people } = stage
  const aiko = await stage.enter('aiko')
  const { roomId } = people.aiko
  const infected = Buffer.from(`${'.'.repeat(500_000)}${EICAR}`)
  const reserved = () => server.app.db.selectFrom('organizationStorage').select('reserved').executeTakeFirst()
  await expectUntouched(aiko, roomId, async () => {
    const { id: uploadId } = await aiko.call(api.files.begin, { roomId, name: '請求書.pdf', size: infected.length })
    await putParts(server, people.aiko, uploadId, infected)
    const finish = { uploadId, messageId: messageId(), sha256: hashOf(infected) }
    expect(await outcome(complete(aiko, finish))).toBe('infected')
    expect(await outcome(complete(aiko, finish))).toBe('not_found')
  })
  expect(await reserved()).toEqual({ reserved: 0 })
  const before = daemon.scanned()
  await sendFile(server, people.aiko, { roomId, bytes: Buffer.alloc(700_000, 'a') })
  expect(daemon.scanned() - before).toBe(700_000)
})

test('what the scanner will not take is not taken where scanning is required', async () => {
  const { server, people } = stage
  const bytes = Buffer.alloc(LIMIT + 100_000)
  expect(await outcome(sendFile(server, people.aiko, { roomId: people.aiko.roomId, bytes }))).toBe('too_large')
})

test('without the scanner nothing is taken where scanning is required, and the upload waits; where it is optional, it is', async () => {
  const { app } = stage.server
  const person = stage.people.aiko
  const bytes = Buffer.from('くるみ三つ')
  const absent = { CLAMD_SOCKET: '/nowhere/clamd.ctl' }
  const required = await testServer(absent)
  const optional = await testServer({ ...absent, NANIWA_SCAN: 'optional' })
  try {
    expect(app.config.scan).toBe('required')
    const { aiko } = required.people
    const client = overHttp(required, aiko)
    const begun = { roomId: aiko.roomId, name: 'a', size: bytes.length }
    const { id: uploadId } = await client.call(api.files.begin, begun)
    await putParts(required, aiko, uploadId, bytes)
    const finish = { uploadId, messageId: messageId(), sha256: hashOf(bytes) }
    expect(await outcome(complete(client, finish))).toBe('unavailable')
    expect((await client.call(api.files.parts, { uploadId })).upload.parts).toEqual([1])
    const other = optional.people.aiko
    expect((await sendFile(optional, other, { roomId: other.roomId, bytes })).size).toBe(bytes.length)
    expect(await outcome(sendFile(stage.server, person, { roomId: person.roomId, bytes }))).toBe('done')
  } finally {
    await required.close()
    await optional.close()
  }
})

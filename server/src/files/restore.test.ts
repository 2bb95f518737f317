import { api } from '@naniwa/contract'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { setUpBucket } from '../blobs/s3-setup.ts'
import { bucketOf, environmentOf, type TestBucket, withCeph } from '../testing/bucket.ts'
import { connectClient, openClients } from '../testing/client.ts'
import { expectConvergence } from '../testing/converge.ts'
import { sendFile } from '../testing/files.ts'
import { type TestGlacier, testGlacier } from '../testing/glacier.ts'
import { program } from '../testing/program.ts'
import { hasCeph } from '../testing/rgw.ts'
import { makeGroup, outcome, overHttp } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { tellRestored } from './restored.ts'

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 60_000, interval: 100 })

/** Files that the store put into its archive, and bringing them back. */
describe.skipIf(!hasCeph)('on Ceph', () => {
  const rgw = withCeph()
  let glacier: TestGlacier
  let server: TestServer
  let bucket: TestBucket
  beforeAll(async () => {
    glacier = await testGlacier(rgw().endpoint)
    bucket = bucketOf(glacier, 'archive')
    server = await testServer({ ...environmentOf(bucket), NANIWA_ARCHIVE_DAYS: '1' })
    server.app.clock.set(new Date())
    await setUpBucket({ ...server.app.config, bucket })
  })
  afterEach(async () => {
    await expectConvergence(server)
    for (const client of openClients) await client.close()
  })
  afterAll(async () => {
    await server?.close()
    await glacier?.close()
  })

  async function sent() {
    const { ben, aiko, chie } = server.people
    const client = await connectClient(server, aiko)
    const { id: roomId } = await makeGroup(client, [
      [ben, 'member'],
      [chie, 'readonly'],
    ])
    const file = await sendFile(server, ben, { roomId, name: '出荷手順書.txt', bytes: Buffer.from('くるみ三つ') })
    return { aiko: client, place: { roomId, id: file.id }, file }
  }

  /** The store's own life cycle takes it away: a day of it is a second here. */
  async function archive(place: { roomId: number; id: number }): Promise<void> {
    await eventually(async () => {
      await rgw().age()
      return (await overHttp(server, server.people.ben).call(api.files.get, place)).downloadUrl
    }).toBeNull()
  }

  test('who is not in the room cannot have a file brought back', async () => {
    const { place } = await sent()
    for (const person of [server.people.dai, server.people.bot]) {
      expect(await outcome(overHttp(server, person).call(api.files.restore, place))).toBe('not_found')
    }
    expect(await outcome(overHttp(server, undefined).call(api.files.restore, place))).toBe('unauthenticated')
  })

  test('a file that is there stays as it is', async () => {
    const { place, file } = await sent()
    expect(await overHttp(server, server.people.ben).call(api.files.restore, place)).toEqual(file)
  })

  test('everybody sees that it is on its way, and who asked is told once when it is there', async () => {
    const { aiko, place, file } = await sent()
    const chie = await connectClient(server, server.people.chie)
    await archive(place)
    expect(await aiko.call(api.files.get, place)).toMatchObject({ downloadUrl: null, inlineUrl: null })
    expect((await aiko.call(api.files.get, place)).file.restoring).toBe(false)

    expect((await chie.call(api.files.restore, place)).restoring).toBe(true)
    await chie.call(api.files.restore, place)
    await eventually(() => aiko.heard('file').at(-1)?.restoring).toBe(true)
    await tellRestored(server.app)
    expect((await aiko.call(api.files.get, place)).downloadUrl).toBeNull()

    glacier.thaw()
    await Promise.all([tellRestored(server.app), tellRestored(server.app)])
    await tellRestored(server.app)
    await eventually(() => aiko.heard('file').at(-1)?.restoring).toBe(false)
    await eventually(() => chie.heard('restored').map(({ id }) => id)).toEqual([place.id])
    expect(aiko.heard('restored')).toEqual([])
    await server.app.drain()
    const mails = server.app.mails.filter(({ text }) => text.includes(file.name))
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['chie@example.com', '「出荷手順書.txt」をダウンロードできます'],
    ])
    const { downloadUrl } = await aiko.call(api.files.get, place)
    expect(await (await fetch(downloadUrl as string)).text()).toBe('くるみ三つ')
  })

  test('who has left meanwhile is not told, and a deleted file waits for nobody', async () => {
    const { aiko, place } = await sent()
    const other = await sent()
    await archive(place)
    await archive(other.place)
    const before = server.app.mails.length
    const { ben, chie } = server.people
    await overHttp(server, chie).call(api.files.restore, place)
    await overHttp(server, ben).call(api.files.restore, other.place)
    await aiko.call(api.members.remove, { roomId: place.roomId, accountId: chie.accountId })
    await overHttp(server, ben).call(api.files.delete, other.place)
    glacier.thaw()
    await tellRestored(server.app)
    await server.app.drain()
    expect(server.app.mails.slice(before)).toEqual([])
    expect((await aiko.call(api.files.get, place)).file.restoring).toBe(false)
    expect(await server.app.db.selectFrom('fileRestore').selectAll().execute()).toEqual([])
  })

  test('the public API says that it is in the archive', async () => {
    const { place } = await sent()
    await archive(place)
    const bens = await program(server, server.people.ben)
    const answer = await bens.get(`/rooms/${place.roomId}/files/${place.id}?create_download_url=1`)
    expect([answer.status, JSON.parse(answer.text)]).toEqual([400, { errors: ['The file is in the archive'] }])
  })
})

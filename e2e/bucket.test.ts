import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { api, type Room } from '@naniwa/contract'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bucketOf, environmentOf, withCeph } from '../server/src/testing/bucket.ts'
import { type TestGlacier, testGlacier } from '../server/src/testing/glacier.ts'
import { hasCeph } from '../server/src/testing/rgw.ts'
import { filesJa } from '../web/src/text/files.ja.ts'
import { eventually, expectAccessible, troubles } from './browser.ts'
import { type Company, openCompany } from './company.ts'
import { composer, enter } from './room.ts'

const ROOM = '検査室'
const TABLE = '金属検知_点検表 (11月) v2.csv'
const CHIME = '始業の音.wav'

/** Two browsers whose files lie in Ceph: the page is ours, the bytes go to another origin and come from there. */
describe.skipIf(!hasCeph)('with files in a bucket', () => {
  const rgw = withCeph()
  let glacier: TestGlacier
  let company: Company
  let room: Room
  let aoi: Page
  let ryo: Page
  beforeAll(async () => {
    glacier = await testGlacier(rgw().endpoint)
    const archive = { NANIWA_ARCHIVE_DAYS: '1' }
    company = await openCompany({ ...environmentOf(bucketOf(glacier, 'e2e')), ...archive })
    await company.stage.command('blobs', 'setup')
    room = await company.room(ROOM)
    aoi = await company.page(company.aoi)
    ryo = await company.page(company.ryo)
    for (const page of [aoi, ryo]) await enter(page, ROOM)
  })
  afterAll(async () => {
    await company?.close()
    await glacier?.close()
  })

  const table = { name: TABLE, mimeType: 'text/csv', buffer: Buffer.from('時刻,結果\n10:00,良\n'.repeat(3_000)) }
  const chime = { name: CHIME, mimeType: 'audio/wav', buffer: silence(2) }

  async function attach(page: Page, ...files: (typeof table)[]): Promise<void> {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: filesJa.attach }).click()
    await (await chooser).setFiles(files)
    const list = page.getByRole('list', { name: filesJa.attached }).getByRole('listitem')
    await eventually(() => list.getByText(filesJa.state.ready).count()).toBe(files.length)
    await composer(page).click()
    await page.keyboard.press('Control+Enter')
  }

  const button = (page: Page, label: string): Locator =>
    page.getByRole('log').getByRole('button', { name: label, exact: true })
  const notice = (page: Page): Locator => page.getByRole('status').filter({ hasText: TABLE })

  test('files go from one browser straight to the store, and to the other straight from there, by their exact names', async () => {
    const origins = new Set<string>()
    aoi.on('request', (request) => {
      if (request.method() === 'PUT') origins.add(new URL(request.url()).origin)
    })
    await attach(aoi, table, chime)
    await button(ryo, filesJa.downloadOf(TABLE)).waitFor()
    expect([...origins]).toEqual([glacier.endpoint])
    const [saved] = await Promise.all([ryo.waitForEvent('download'), button(ryo, filesJa.downloadOf(TABLE)).click()])
    expect([new URL(saved.url()).origin, saved.suggestedFilename()]).toEqual([glacier.endpoint, TABLE])
    const hash = createHash('sha256').update(await readFile(await saved.path()))
    const { files } = await company.ryo.call(api.files.list, { roomId: room.id })
    expect(files.map(({ sha256 }) => sha256)).toContain(hash.digest('hex'))
  })

  test('sound is played from the store', async () => {
    await button(ryo, filesJa.play(CHIME)).click()
    const audio = ryo.getByRole('log').locator('audio')
    await eventually(() => audio.evaluate((one) => (one as unknown as { duration: number }).duration)).toBe(2)
    expect(new URL((await audio.getAttribute('src')) ?? '').origin).toBe(glacier.endpoint)
  })

  test('what the store has put away is offered to be brought back, and everyone sees that it is on its way', async () => {
    const { files } = await company.ryo.call(api.files.list, { roomId: room.id, name: TABLE })
    const place = { roomId: room.id, id: files[0]?.id ?? 0 }
    await eventually(async () => {
      await rgw().age()
      return (await company.ryo.call(api.files.get, place)).downloadUrl
    }).toBe(null)
    await button(ryo, filesJa.downloadOf(TABLE)).click()
    await notice(ryo).getByText(filesJa.archived(TABLE)).waitFor()
    await expectAccessible(ryo)
    await notice(ryo).getByRole('button', { name: filesJa.restore }).click()
    await ryo.getByRole('status').getByText(filesJa.restoringNow).waitFor()
    const mark = filesJa.aboutRestoring('').trim()
    for (const page of [aoi, ryo]) await page.getByRole('log').getByText(mark).waitFor()
    await expectAccessible(aoi)
  })

  test('no page met with an error on the way', () => {
    expect(troubles.splice(0)).toEqual([])
  })
})

/** So many seconds of it, as a WAV file. */
function silence(seconds: number): Buffer<ArrayBuffer> {
  const rate = 8_000
  const head = Buffer.alloc(44)
  const samples = rate * seconds
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples, 40)
  return Buffer.concat([head, Buffer.alloc(samples, 128)])
}

import { createHash, randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { api, PART_BYTES, type Room } from '@naniwa/contract'
import { Client } from 'pg'
import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { temporaryDirectory } from '../server/src/testing/temporary.ts'
import { filesJa } from '../web/src/text/files.ja.ts'
import { messagesJa } from '../web/src/text/messages.ja.ts'
import { roomsJa } from '../web/src/text/rooms.ja.ts'
import { tasksJa } from '../web/src/text/tasks.ja.ts'
import { eventually, expectAccessible, PHONE, troubles } from './browser.ts'
import { type Company, openCompany } from './company.ts'
import { composer, enter, message, say, writing } from './room.ts'
import { visit } from './walk.ts'

const ROOM = '化粧箱'
const PDF = 'みなもの月_化粧箱 (最終案) v4.pdf'
const PHOTO = '梱包テスト_24個入.png'

let company: Company
let room: Room
let aoi: Page
let ryo: Page

beforeAll(async () => {
  company = await openCompany()
  room = await company.room(ROOM)
  aoi = await company.page(company.aoi)
  ryo = await company.page(company.ryo)
  for (const page of [aoi, ryo]) await enter(page, ROOM)
})
afterAll(() => company?.close())

interface Chosen {
  name: string
  mimeType: string
  buffer: Buffer
}

async function photo(color = '#c84'): Promise<Chosen> {
  const buffer = await sharp({ create: { width: 900, height: 600, channels: 3, background: color } })
    .png()
    .toBuffer()
  return { name: PHOTO, mimeType: 'image/png', buffer }
}

/** Pages with nothing on them but their number of points across. */
function pdf(pages: number): Chosen {
  const kids = Array.from({ length: pages }, (_, at) => `${at + 3} 0 R`).join(' ')
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${pages}>>`,
    ...Array.from({ length: pages }, () => '<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 594]>>'),
  ]
  const body = objects.map((object, at) => `${at + 1} 0 obj${object}endobj`).join('\n')
  const buffer = Buffer.from(`%PDF-1.4\n${body}\ntrailer<</Root 1 0 R/Size ${objects.length + 1}>>\n%%EOF`)
  return { name: PDF, mimeType: 'application/pdf', buffer }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** What is large goes by a file: in one piece with the command it would take longer than the upload. */
async function onDisk(name: string, bytes: Buffer): Promise<string> {
  const directory = temporaryDirectory('e2e-files')
  onTestFinished(() => rm(directory, { recursive: true }))
  const path = join(directory, name)
  await writeFile(path, bytes)
  return path
}

async function attach(page: Page, ...files: Chosen[] | [string]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: filesJa.attach }).click(),
  ])
  await chooser.setFiles(files as Chosen[])
}

/** Beside the box. */
function attached(page: Page): Locator {
  return page.getByRole('list', { name: filesJa.attached }).getByRole('listitem')
}

/** Saves it as a person does, and answers with its name and what is in it. */
async function download(page: Page, button: Locator): Promise<{ name: string; hash: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  return { name: download.suggestedFilename(), hash: hashOf(await readFile(await download.path())) }
}

function viewer(page: Page, name: string): Locator {
  return page.getByRole('dialog', { name: filesJa.viewer(name) })
}

test('a picture and a document go with a message, and the other has their cards at once', async () => {
  const files = [await photo(), pdf(3)]
  await attach(aoi, ...files)
  await eventually(() => attached(aoi).getByText(filesJa.state.ready).count()).toBe(2)
  await expectAccessible(aoi)
  expect(await ryo.getByRole('log').getByText(PDF).count()).toBe(0)
  await say(aoi, '化粧箱の最終案と、梱包の写真です。')
  await eventually(() => attached(aoi).count()).toBe(0)
  const told = message(ryo, '化粧箱の最終案と、梱包の写真です。')
  await told
    .getByRole('button', { name: filesJa.open(PHOTO) })
    .locator('img')
    .waitFor()
  const card = ryo.getByRole('log').locator('.card.doc').filter({ hasText: PDF })
  await card.getByText(filesJa.pages('3')).waitFor()
  await card.locator('.view img').waitFor()
  await expectAccessible(ryo)
})

test('the words that go with files are edited without them, and the cards stay', async () => {
  await composer(aoi).press('ArrowUp')
  await aoi.getByText(messagesJa.filesStay).waitFor()
  await eventually(() => composer(aoi).inputValue()).toBe('化粧箱の最終案と、梱包の写真です。')
  await composer(aoi).fill('化粧箱の最終案と、梱包の写真です。ご確認ください。')
  await aoi.keyboard.press('Control+Enter')
  const told = message(ryo, 'ご確認ください。')
  await told.getByText(messagesJa.edited).waitFor()
  await told.getByRole('button', { name: filesJa.open(PHOTO) }).waitFor()
  await told.locator('.card.doc').filter({ hasText: PDF }).waitFor()
})

test('what is downloaded has the exact name and every byte', async () => {
  const button = ryo.getByRole('log').getByRole('button', { name: filesJa.downloadOf(PDF) })
  expect(await download(ryo, button)).toEqual({ name: PDF, hash: hashOf(pdf(3).buffer) })
})

test('the picture is looked at, enlarged by keys and left again, with focus where it was', async () => {
  const opener = ryo.getByRole('log').getByRole('button', { name: filesJa.open(PHOTO) })
  await opener.click()
  const dialog = viewer(ryo, PHOTO)
  await dialog.getByRole('img', { name: PHOTO }).waitFor()
  const percent = dialog.getByRole('toolbar', { name: filesJa.view }).locator('.num')
  const before = await percent.textContent()
  await dialog.getByRole('region', { name: PHOTO }).focus()
  await ryo.keyboard.press('+')
  await eventually(() => percent.textContent()).not.toBe(before)
  await ryo.keyboard.press('0')
  await eventually(() => percent.textContent()).toBe(before)
  await dialog.getByText('900 × 600').waitFor()
  await dialog.getByText('化粧箱の最終案と、梱包の写真です。').waitFor()
  await expectAccessible(ryo)
  await ryo.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await opener.and(ryo.locator(':focus')).waitFor()
})

test('the document is read page by page, and the way leads back to its message', async () => {
  await ryo
    .getByRole('log')
    .getByRole('button', { name: filesJa.open(PDF) })
    .click()
  const dialog = viewer(ryo, PDF)
  const toolbar = dialog.getByRole('toolbar', { name: filesJa.view })
  await toolbar.getByText(filesJa.pageOf('1', '3')).waitFor()
  await toolbar.getByRole('button', { name: filesJa.nextPage }).click()
  await dialog.getByRole('img', { name: filesJa.page('2') }).waitFor()
  await dialog.getByRole('button', { name: filesJa.page('3') }).click()
  await toolbar.getByText(filesJa.pageOf('3', '3')).waitFor()
  expect(await toolbar.getByRole('button', { name: filesJa.nextPage }).isDisabled()).toBe(true)
  await expectAccessible(ryo)
  expect(await download(ryo, dialog.getByRole('button', { name: filesJa.download, exact: true }))).toEqual({
    name: PDF,
    hash: hashOf(pdf(3).buffer),
  })
  await dialog.getByRole('link', { name: filesJa.toMessage }).click()
  await dialog.waitFor({ state: 'hidden' })
  await eventually(() => new URL(ryo.url()).pathname).toMatch(/^\/rooms\/\d+\/\d+$/)
  await ryo.getByRole('log').getByText(PDF).waitFor()
})

test('from the viewer a file is forwarded with its message, and made a task, by keys alone', async () => {
  const opener = ryo.getByRole('log').getByRole('button', { name: filesJa.open(PDF) })
  await opener.press('Enter')
  await viewer(ryo, PDF).getByRole('button', { name: messagesJa.forward }).press('Enter')
  const chooser = ryo.getByRole('dialog', { name: messagesJa.forwardTitle })
  await chooser.getByText(messagesJa.forwardFilesNote).waitFor()
  await chooser.getByRole('combobox').press('ArrowLeft')
  await chooser.getByRole('combobox').fill('マイ')
  await chooser.getByRole('combobox').press('Enter')
  await viewer(ryo, PDF).waitFor({ state: 'hidden' })
  await ryo.getByRole('heading', { level: 1, name: roomsJa.myChat }).waitFor()
  await writing(ryo)
  await ryo.keyboard.press('Control+Enter')
  const quoted = ryo.getByRole('log').locator('blockquote .card.doc').filter({ hasText: PDF })
  await quoted.getByText(filesJa.pages('3')).waitFor()

  await quoted.getByRole('button', { name: filesJa.open(PDF) }).press('Enter')
  await viewer(ryo, PDF).getByRole('button', { name: filesJa.toTask.other }).press('Enter')
  const form = ryo.getByRole('dialog', { name: tasksJa.newTitle })
  const words = form.getByRole('textbox', { name: tasksJa.body })
  await eventually(() => words.inputValue()).toBe(PDF)
  await expectAccessible(ryo)
  await words.press('ArrowRight')
  await words.press('Control+Enter')
  await form.waitFor({ state: 'hidden' })
  await viewer(ryo, PDF).waitFor()
  const { tasks } = await company.ryo.call(api.tasks.list, { roomId: room.id })
  const { files } = await company.ryo.call(api.files.list, { roomId: room.id, name: PDF })
  expect(tasks).toMatchObject([{ body: PDF, messageId: files[0]?.messageId, accountId: company.ryo.accountId }])
  await ryo.keyboard.press('Escape')
  await viewer(ryo, PDF).waitFor({ state: 'hidden' })
  await enter(ryo, ROOM)
})

test('an upload that a reload interrupts goes on from where it was, to the same hash', async () => {
  const buffer = randomBytes(2 * PART_BYTES + 1_000)
  const parts: string[] = []
  aoi.on('request', (request) => request.method() === 'PUT' && parts.push(request.url()))
  await attach(aoi, await onDisk('工場見学.mov', buffer))
  await aoi.waitForResponse((response) => response.request().method() === 'PUT' && response.ok())
  await aoi.reload()
  await attached(aoi).getByText('工場見学.mov').waitFor()
  await eventually(() => attached(aoi).getByText(filesJa.state.ready).count()).toBe(1)
  await composer(aoi).click()
  await aoi.keyboard.press('Control+Enter')
  await ryo.getByRole('log').getByText('工場見学.mov').waitFor()
  const { files } = await company.ryo.call(api.files.list, { roomId: room.id })
  expect(files[0]).toMatchObject({ name: '工場見学.mov', size: buffer.length, sha256: hashOf(buffer) })
})

test('a picture that is pasted and a file that is dropped are attached, and taken out again', async () => {
  await composer(ryo).click()
  await ryo.evaluate(handOver('paste', { ...(await photo('#369')), name: 'image.png' }))
  await attached(ryo)
    .getByText(/^image_\d{8}_\d{6}\.png$/)
    .waitFor()
  const table = { name: '点検表.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') }
  await ryo.evaluate(handOver('drop', table))
  await attached(ryo).getByText('点検表.csv').waitFor()
  await attached(ryo)
    .filter({ hasText: 'image_' })
    .getByRole('button', { name: /を取り除く$/ })
    .click()
  await eventually(() => attached(ryo).count()).toBe(1)
  await say(ryo, '点検表です')
  const card = message(aoi, '点検表です')
  await card.getByText('1,2').waitFor()
  await expectAccessible(aoi)
})

/** What the browser does when something is pasted into the box, or dropped on the room. */
function handOver(kind: 'paste' | 'drop', file: Chosen): string {
  const { name, mimeType: type, buffer } = file
  return `(() => {
    const { name, type, base64 } = ${JSON.stringify({ name, type, base64: buffer.toString('base64') })}
    const data = new DataTransfer()
    data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type }))
    const init = { bubbles: true, cancelable: true }
    const paste = new ClipboardEvent('paste', { ...init, clipboardData: data })
    if ('${kind}' === 'paste') document.querySelector('.composer textarea').dispatchEvent(paste)
    else for (const type of ['dragenter', 'dragover', 'drop']) {
      document.querySelector('#log').dispatchEvent(new DragEvent(type, { ...init, dataTransfer: data }))
    }
  })()`
}

test('what is held over the room is asked for, and nothing more happens when it is taken away', async () => {
  await ryo.evaluate(heldOver('dragenter'))
  await ryo.getByText(filesJa.dropText).waitFor()
  await expectAccessible(ryo)
  await ryo.evaluate(heldOver('dragleave'))
  await ryo.getByText(filesJa.dropText).waitFor({ state: 'hidden' })
  expect(await attached(ryo).count()).toBe(0)
})

function heldOver(type: 'dragenter' | 'dragleave'): string {
  return `(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['x'], 'x.txt'))
    document.querySelector('#log').dispatchEvent(new DragEvent('${type}', { bubbles: true, cancelable: true, dataTransfer }))
  })()`
}

test('a full storage is said beside the file; it is not sent, and what is written stays', async () => {
  await setQuota(1_000)
  await attach(ryo, { name: '大きい.bin', mimeType: '', buffer: Buffer.alloc(5_000) })
  await attached(ryo).getByText(filesJa.reasons.quota_exceeded).waitFor()
  await expectAccessible(ryo)
  await composer(ryo).pressSequentially('書きかけ')
  await setQuota(null)
  await attached(ryo)
    .getByRole('button', { name: filesJa.retry('大きい.bin') })
    .click()
  await attached(ryo).getByText(filesJa.state.ready).waitFor()
  await attached(ryo)
    .getByRole('button', { name: filesJa.remove('大きい.bin') })
    .click()
  await eventually(() => attached(ryo).count()).toBe(0)
  expect(await composer(ryo).inputValue()).toBe('書きかけ')
  await composer(ryo).fill('')
})

async function setQuota(bytes: number | null): Promise<void> {
  const database = new Client({ connectionString: company.stage.database })
  await database.connect()
  await database.query('update organization set quota_bytes = $1', [bytes])
  await database.end()
}

test('what was sent is taken back to the box, files and all', async () => {
  await attach(ryo, { name: 'まちがい.txt', mimeType: 'text/plain', buffer: Buffer.from('まちがい') })
  await attached(ryo).getByText(filesJa.state.ready).waitFor()
  await say(ryo, 'まちがえました')
  await ryo.getByRole('button', { name: messagesJa.undo }).click()
  await attached(ryo).getByText('まちがい.txt').waitFor()
  await eventually(() => composer(ryo).inputValue()).toBe('まちがえました')
  await eventually(async () => {
    const { files } = await company.aoi.call(api.files.list, { roomId: room.id })
    return files.filter(({ name }) => name === 'まちがい.txt').length
  }).toBe(0)
  await attached(ryo)
    .getByRole('button', { name: filesJa.remove('まちがい.txt') })
    .click()
  await composer(ryo).fill('')
})

test('the page of all files narrows them, shows how much is used, and opens them', async () => {
  await visit(ryo, '/files')
  const table = ryo.getByRole('table')
  await table.getByText(PDF).waitFor()
  await ryo
    .getByText(/みなも製菓の使用量/)
    .first()
    .waitFor()
  await expectAccessible(ryo)
  await ryo.getByRole('tab', { name: filesJa.tabs.image }).click()
  await eventually(() => table.locator('tbody tr').count()).toBe(1)
  await ryo.getByRole('tab', { name: filesJa.tabs.all }).click()
  await ryo.getByRole('searchbox', { name: filesJa.find }).fill('ありえない名前')
  await ryo.getByText(filesJa.noneFound).waitFor()
  await ryo.getByRole('searchbox', { name: filesJa.find }).fill('ミナモノ月')
  await eventually(() => table.locator('tbody tr').count()).toBe(1)
  await ryo.getByRole('button', { name: filesJa.clearFind }).click()
  await ryo.getByRole('button', { name: filesJa.asGrid }).click()
  await expectAccessible(ryo)
  await ryo.getByRole('button', { name: PDF }).click()
  await viewer(ryo, PDF).waitFor()
  await ryo.keyboard.press('Escape')
  await viewer(ryo, PDF).waitFor({ state: 'hidden' })
  await ryo.getByRole('button', { name: filesJa.asList }).click()
  await table.waitFor()
})

test('what is sent and deleted meanwhile comes and goes on that page, and in the pane of the room', async () => {
  const pane = aoi.getByRole('region', { name: filesJa.title })
  await pane.getByRole('button', { name: PDF }).waitFor()
  await attach(aoi, { name: 'いま.txt', mimeType: 'text/plain', buffer: Buffer.from('いま') })
  await attached(aoi).getByText(filesJa.state.ready).waitFor()
  await composer(aoi).click()
  await aoi.keyboard.press('Control+Enter')
  const row = ryo.getByRole('table').locator('tbody tr').filter({ hasText: 'いま.txt' })
  await row.waitFor()
  await pane.getByRole('button', { name: 'いま.txt' }).waitFor()
  await row.getByRole('button', { name: filesJa.actionsOf('いま.txt') }).click()
  expect(await ryo.getByRole('menuitem', { name: filesJa.delete }).count()).toBe(0)
  await ryo.keyboard.press('Escape')
  const { files } = await company.aoi.call(api.files.list, { roomId: room.id, name: 'いま' })
  await company.aoi.call(api.files.delete, { roomId: room.id, id: files[0]?.id ?? 0 })
  await row.waitFor({ state: 'hidden' })
  await pane.getByRole('button', { name: 'いま.txt' }).waitFor({ state: 'hidden' })
  await aoi
    .getByRole('log')
    .getByRole('button', { name: filesJa.open('いま.txt') })
    .waitFor({ state: 'hidden' })
  await ryo.goBack()
  await composer(ryo).waitFor()
})

test('a deleted file is gone for both, with its name left; only its sender and admins may', async () => {
  await ryo
    .getByRole('log')
    .getByRole('button', { name: filesJa.open(PHOTO) })
    .click()
  await viewer(ryo, PHOTO).getByText('900 × 600').waitFor()
  expect(await viewer(ryo, PHOTO).getByRole('button', { name: filesJa.delete }).count()).toBe(0)
  // By its key: what lies further down has just become shorter, and a pointer may be on something else by the time it is let go.
  await aoi
    .getByRole('log')
    .getByRole('button', { name: filesJa.open(PHOTO) })
    .press('Enter')
  await viewer(aoi, PHOTO).getByRole('button', { name: filesJa.delete }).click()
  const question = aoi.getByRole('alertdialog', { name: filesJa.deleteTitle(PHOTO) })
  await expectAccessible(aoi)
  await question.getByRole('button', { name: filesJa.deleteConfirm }).click()
  await ryo.getByText(filesJa.gone).waitFor()
  await ryo.keyboard.press('Escape')
  for (const page of [aoi, ryo]) await page.getByRole('log').getByText(filesJa.deleted).first().waitFor()
})

test('on a phone files are chosen from the menu, and looked at on the whole screen', async () => {
  const phone = await company.page(company.ryo, { viewport: PHONE, hasTouch: true, isMobile: true })
  await phone.locator('[data-room]').filter({ hasText: ROOM }).click()
  await phone.getByRole('button', { name: messagesJa.add }).click()
  const [chooser] = await Promise.all([
    phone.waitForEvent('filechooser'),
    phone.getByRole('menuitem', { name: filesJa.camera }).click(),
  ])
  expect(await chooser.element().getAttribute('capture')).toBe('environment')
  await chooser.setFiles([await photo('#2a6')])
  await attached(phone).getByText(filesJa.state.ready).waitFor()
  await phone.getByText(filesJa.willSend('1')).waitFor()
  await expectAccessible(phone)
  await phone.getByRole('button', { name: messagesJa.send, exact: true }).click()
  await phone
    .getByRole('log')
    .getByRole('button', { name: filesJa.open(PHOTO) })
    .last()
    .click()
  await viewer(phone, PHOTO).getByRole('img', { name: PHOTO }).waitFor()
  await expectAccessible(phone)
  await phone.context().close()
  expect(troubles.splice(0)).toEqual([])
})

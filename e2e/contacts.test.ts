import { api } from '@naniwa/contract'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contactsEn } from '../web/src/text/contacts.en.ts'
import { contactsJa } from '../web/src/text/contacts.ja.ts'
import { dialogsJa } from '../web/src/text/dialogs.ja.ts'
import { frameJa } from '../web/src/text/frame.ja.ts'
import { messagesEn } from '../web/src/text/messages.en.ts'
import { messagesJa } from '../web/src/text/messages.ja.ts'
import { roomsJa } from '../web/src/text/rooms.ja.ts'
import { settingsJa } from '../web/src/text/settings.ja.ts'
import { expectAccessible, PHONE, troubles } from './browser.ts'
import { type Company, openCompany } from './company.ts'
import { choose, composer, enter, message, roomRow, say } from './room.ts'
import type { Person } from './stage.ts'
import { visit } from './walk.ts'

let company: Company
/** Of another organization. */
let satoPerson: Person
let aoi: Page
let sato: Page

beforeAll(async () => {
  company = await openCompany()
  satoPerson = await company.stage.found('さくら印刷', '佐藤 健', 'sato@sakura.example')
  for (const person of [company.aoi, satoPerson]) {
    await person.call(api.accounts.updateSettings, { confirmOutside: false })
  }
  aoi = await company.page(company.aoi)
  sato = await company.page(satoPerson)
})
afterAll(() => company?.close())

async function openContacts(page: Page): Promise<void> {
  await page.getByRole('link', { name: frameJa.contacts }).click()
  await page.getByRole('heading', { level: 1, name: contactsJa.title }).waitFor()
}

async function openChats(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: frameJa.chats }).last().click()
  await roomRow(page, name).click()
}

/** The dialog for adding, with something typed into its field. */
async function look(page: Page, words: string): Promise<Locator> {
  await page.getByRole('button', { name: contactsJa.add }).first().click()
  const dialog = page.getByRole('dialog', { name: contactsJa.add })
  await dialog.getByLabel(contactsJa.find.label).fill(words)
  return dialog
}

const badge = (page: Page, count: string) =>
  page.getByRole('navigation', { name: frameJa.nav }).getByText(frameJa.requests(count), { exact: true })

const asking = (page: Page, name: string) =>
  page.getByRole('region', { name: contactsJa.incoming }).getByRole('listitem').filter({ hasText: name })

test('somebody outside is asked by mail address, and sees it at once wherever they are', async () => {
  await openContacts(aoi)
  const dialog = await look(aoi, 'sato@sakura.example')
  await dialog.getByRole('button', { name: contactsJa.find.askOf('sato@sakura.example') }).click()
  const words = aoi.getByRole('dialog', { name: contactsJa.ask.titleMail })
  await words.getByLabel(contactsJa.ask.message).fill('展示会でお会いした高橋です。')
  await expectAccessible(aoi)
  await words.getByRole('button', { name: contactsJa.ask.send }).click()
  await aoi.getByText(contactsJa.ask.sentTo('sato@sakura.example')).waitFor()
  await badge(sato, '1').waitFor()
  await openContacts(sato)
  await asking(sato, '高橋 葵').getByText('展示会でお会いした高橋です。').waitFor()
  await asking(sato, '高橋 葵').getByText('みなも製菓').waitFor()
  await expectAccessible(sato)
  // Whoever asked sees the address, and not whose it is.
  await aoi.getByRole('tab', { name: contactsJa.sent }).click()
  await aoi.getByRole('list', { name: contactsJa.sent }).getByText('sato@sakura.example').waitFor()
  expect(await aoi.getByText('佐藤 健').count()).toBe(0)
})

test('a refusal is silent: nothing changes for whoever asked', async () => {
  await asking(sato, '高橋 葵')
    .getByRole('button', { name: contactsJa.declineOf('高橋 葵') })
    .click()
  await sato.getByText(contactsJa.declined('高橋 葵')).waitFor()
  await badge(sato, '1').waitFor({ state: 'detached' })
  await aoi.getByRole('list', { name: contactsJa.sent }).getByText('sato@sakura.example').waitFor()
  await aoi.reload()
  await aoi.getByRole('tab', { name: contactsJa.sent }).click()
  await aoi.getByRole('button', { name: contactsJa.takeBackOf('sato@sakura.example') }).click()
  await aoi.getByText(contactsJa.noSent).waitFor()
})

test('accepted, both are contacts and write to each other directly', async () => {
  await satoPerson.call(api.contacts.request, { email: company.aoi.email, message: 'こちらからもお願いします。' })
  await badge(aoi, '1').waitFor()
  await aoi.getByRole('tab', { name: contactsJa.all }).click()
  await asking(aoi, '佐藤 健')
    .getByRole('button', { name: contactsJa.acceptOf('佐藤 健') })
    .click()
  await aoi.getByRole('button', { name: contactsJa.openChat }).click()
  await composer(aoi).waitFor()
  await openChats(sato, '高橋 葵')
  await say(sato, 'はじめまして。')
  await message(aoi, 'はじめまして。').waitFor()
  await openContacts(aoi)
  await aoi.getByRole('region', { name: 'さくら印刷' }).getByText('佐藤 健').waitFor()
})

test('a card shows who somebody is, by pointer and by key, and leads to what can be done', async () => {
  const row = aoi.getByRole('button', { name: /^佐藤 健/ }).first()
  await row.focus()
  await aoi.keyboard.press('Enter')
  const card = aoi.getByRole('dialog', { name: contactsJa.profileOf('佐藤 健') })
  await card.getByText('さくら印刷').waitFor()
  await expectAccessible(aoi)
  await aoi.keyboard.press('Escape')
  await card.waitFor({ state: 'hidden' })
  await row.and(aoi.locator(':focus')).waitFor()
  await aoi.keyboard.press('ArrowUp')
  await aoi.locator(':focus').filter({ hasText: '田辺 涼' }).waitFor()
  await choose(sato, 'はじめまして。', contactsJa.profileOf('佐藤 健'))
  await sato.getByRole('link', { name: contactsJa.card.edit }).waitFor()
  await sato.keyboard.press('Escape')
})

test('a contact can be added to a group; for anybody else there is the invitation link', async () => {
  await company.stage.found('北浜ロジ', '伊藤 蓮', 'ren@kitahama.example')
  await company.room('展示会の準備')
  await openChats(aoi, '展示会の準備')
  await aoi.getByRole('button', { name: roomsJa.invite }).click()
  const dialog = aoi.getByRole('dialog', { name: dialogsJa.add.title })
  await dialog.getByRole('combobox').first().fill('伊藤')
  await aoi.getByText(dialogsJa.people.nobody).waitFor()
  await dialog.getByText(dialogsJa.add.others).waitFor()
  await dialog.getByRole('combobox').first().fill('佐藤')
  await aoi.getByRole('option', { name: '佐藤 健' }).click()
  await dialog.getByRole('button', { name: dialogsJa.add.confirm(1) }).click()
  await roomRow(sato, '展示会の準備').waitFor()
  // The contact ends while the dialog still offers them.
  await company.aoi.call(api.rooms.create, { name: '別の部屋' })
  await enter(aoi, '別の部屋')
  await aoi.getByRole('button', { name: roomsJa.invite }).click()
  await dialog.getByRole('combobox').first().fill('佐藤')
  await aoi.getByRole('option', { name: '佐藤 健' }).click()
  await satoPerson.call(api.contacts.remove, { accountId: company.aoi.accountId })
  await dialog.getByRole('button', { name: dialogsJa.add.confirm(1) }).click()
  await dialog.getByText(dialogsJa.add.outOfReach).waitFor()
  await expectAccessible(aoi)
  await aoi.keyboard.press('Escape')
  await roomRow(aoi, '佐藤 健').click()
  await aoi.getByText(messagesJa.readonlyDirect).waitFor()
})

test('somebody who is blocked asks in vain, and can be let back in by the settings', async () => {
  await enter(aoi, '展示会の準備')
  await aoi.getByRole('button', { name: roomsJa.showMembers('3') }).click()
  await aoi.getByRole('button', { name: '佐藤 健', exact: true }).click()
  const card = aoi.getByRole('dialog', { name: contactsJa.profileOf('佐藤 健') })
  await card.getByRole('button', { name: contactsJa.card.more }).click()
  await aoi.getByRole('menuitem', { name: contactsJa.card.block }).click()
  const question = aoi.getByRole('alertdialog', { name: contactsJa.end.blockTitle('佐藤 健') })
  await question.getByRole('button', { name: contactsJa.end.blockConfirm }).click()
  await aoi.getByText(contactsJa.end.blocked('佐藤 健')).waitFor()
  await openContacts(sato)
  const dialog = await look(sato, 'aoi@minamo.example')
  await dialog.getByRole('button', { name: contactsJa.find.askOf('aoi@minamo.example') }).click()
  await sato.getByRole('button', { name: contactsJa.ask.send }).click()
  await sato.getByText(contactsJa.ask.sentTo('aoi@minamo.example')).waitFor()
  await visit(aoi, '/settings/blocked')
  await aoi.getByRole('heading', { level: 1, name: settingsJa.blocked }).waitFor()
  await expectAccessible(aoi)
  expect(await badge(aoi, '1').count()).toBe(0)
  await aoi.getByRole('button', { name: contactsJa.blockedPeople.unblockOf('佐藤 健') }).click()
  await aoi.getByText(contactsJa.blockedPeople.none).waitFor()
})

test('a pasted list is read while it is written, and each line has its outcome', async () => {
  await openContacts(aoi)
  await aoi.getByRole('button', { name: contactsJa.add }).first().click()
  const dialog = aoi.getByRole('dialog', { name: contactsJa.add })
  await dialog.getByRole('tab', { name: contactsJa.find.many }).click()
  await dialog.getByRole('button', { name: contactsJa.invite.send(0) }).click()
  await dialog.getByText(contactsJa.invite.none).waitFor()
  const lines = ['伊藤 蓮 <ren@kitahama.example>', 'REN@kitahama.example', 'ryo@minamo.example', '電話 06-0000-0000']
  await dialog.getByLabel(contactsJa.invite.label).fill(lines.join('\n'))
  await dialog.getByText(contactsJa.invite.unreadable(1)).waitFor()
  await dialog.getByRole('button', { name: contactsJa.invite.send(2) }).click()
  const done = aoi.getByRole('dialog', { name: contactsJa.invite.done })
  await done.getByText(contactsJa.invite.sent('1')).waitFor()
  const { invite: text } = contactsJa
  for (const said of [text.outcomes.invited, text.twice, text.outcomes.colleague, text.outcomes.invalid]) {
    await done.getByText(said, { exact: true }).waitFor()
  }
  await expectAccessible(aoi)
  await done.getByRole('button', { name: text.close }).last().click()
})

test('on a phone and in English it is the same, one thing at a time', async () => {
  await satoPerson.call(api.accounts.updateSettings, { language: 'en', theme: 'dark' })
  await company.ryo.call(api.contacts.request, { email: satoPerson.email, message: 'Nice to meet you.' })
  const phone = await company.page(satoPerson, { viewport: PHONE, hasTouch: true, isMobile: true }, '/contacts')
  const card = phone.getByRole('region', { name: contactsEn.incoming }).getByRole('listitem')
  await card.getByText('Nice to meet you.').waitFor()
  await expectAccessible(phone)
  await card.getByRole('button', { name: contactsEn.acceptOf('田辺 涼') }).tap()
  await phone.getByRole('region', { name: 'みなも製菓' }).getByText('田辺 涼').tap()
  const profile = phone.getByRole('dialog', { name: contactsEn.profileOf('田辺 涼') })
  await profile.getByRole('button', { name: contactsEn.message }).waitFor()
  await expectAccessible(phone)
  await profile.getByRole('button', { name: contactsEn.message }).tap()
  await phone.getByRole('form', { name: messagesEn.composer }).getByRole('textbox').waitFor()
})

test('nothing went wrong unseen', () => {
  expect(troubles.splice(0)).toEqual([])
})

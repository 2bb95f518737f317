import type { Page } from 'playwright-core'
import type { Text } from '../../web/src/text/ja.ts'
import type { Place } from '../places.ts'
import { GIFT, openChats, openRoom, press } from '../walk.ts'
import { roomMenu } from './chats.ts'

/** What is asked and set about rooms; the switcher and what floats over any page. */
export const dialogs: readonly Place[] = [
  { name: 'add-members', who: 'member', go: addMembers },
  { name: 'room-settings-about', who: 'member', go: (page, text) => roomSettings(page, text, 'about') },
  { name: 'room-settings-members', who: 'member', go: (page, text) => roomSettings(page, text, 'members') },
  { name: 'room-settings-role', who: 'member', go: roomSettingsRole },
  { name: 'room-settings-link', who: 'member', go: (page, text) => roomSettings(page, text, 'link') },
  { name: 'room-settings-leave', who: 'member', go: (page, text) => roomSettings(page, text, 'leaveOrDelete') },
  { name: 'delete-room', who: 'member', go: deleteRoom },
  { name: 'new-room', who: 'member', go: newRoom },
  { name: 'new-room-people', who: 'member', go: newRoomPeople },
  { name: 'switcher', who: 'member', go: switcher },
  { name: 'switcher-none', who: 'member', go: switcherNone },
  { name: 'search-hits', who: 'member', go: searchHits },
  { name: 'keys', who: 'member', on: 'desktop', go: keys },
  { name: 'new-category', who: 'member', go: newCategory },
  { name: 'sign-out', who: 'member', on: 'desktop', go: signOut },
]

async function searchHits(page: Page): Promise<void> {
  await switcher(page)
  await page.keyboard.type('箱')
  await page.locator('mark').first().waitFor()
}

async function newRoom(page: Page, text: Text): Promise<void> {
  await openChats(page)
  await page.getByRole('button', { name: text.rooms.newRoom }).click()
  await page.getByRole('dialog', { name: text.dialogs.newRoom.title }).waitFor()
}

async function newRoomPeople(page: Page, text: Text): Promise<void> {
  await newRoom(page, text)
  await page.getByRole('dialog').getByRole('combobox').click()
  await page.getByRole('option').first().click()
  await page.getByRole('dialog').getByRole('combobox').fill('田')
  await page.getByRole('option').first().waitFor()
}

async function addMembers(page: Page, text: Text): Promise<void> {
  await openRoom(page, GIFT)
  const info = page.getByRole('complementary', { name: text.rooms.info })
  if (!(await info.isVisible())) await page.getByRole('button', { name: text.rooms.info }).click()
  await info.getByRole('button', { name: text.rooms.invite }).click()
  await page.getByRole('dialog', { name: text.dialogs.add.title }).waitFor()
}

async function roomSettings(page: Page, text: Text, section: 'about' | 'members' | 'link' | 'leaveOrDelete') {
  const nav = page.getByRole('dialog').getByRole('navigation', { name: text.dialogs.settings.nav })
  const choices = page.getByRole('listbox').first()
  if (await choices.isVisible()) {
    await page.keyboard.press('Escape')
    await choices.waitFor({ state: 'hidden' })
  }
  if (!(await nav.isVisible())) {
    await roomMenu(page, text)
    await page.getByRole('menuitem', { name: text.rooms.settings }).click()
  }
  await nav.getByRole('button', { name: text.dialogs.settings[section] }).click()
  // Those who wait are read from the server.
  if (section === 'members' || section === 'link') await page.getByText(text.dialogs.members.requests).waitFor()
}

async function roomSettingsRole(page: Page, text: Text): Promise<void> {
  await roomSettings(page, text, 'members')
  await page.getByRole('dialog').getByRole('combobox').last().click()
  await page.getByRole('option').first().waitFor()
}

async function deleteRoom(page: Page, text: Text): Promise<void> {
  await roomSettings(page, text, 'leaveOrDelete')
  await page.getByRole('dialog').getByRole('button', { name: text.dialogs.leave.deleteConfirm, exact: true }).click()
  await page.getByRole('alertdialog').waitFor()
}

async function switcher(page: Page): Promise<void> {
  await openChats(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('option').first().waitFor()
}

async function switcherNone(page: Page): Promise<void> {
  await switcher(page)
  await page.keyboard.type('zzzz')
  await page.getByRole('option').first().waitFor({ state: 'hidden' })
}

async function keys(page: Page, text: Text): Promise<void> {
  await openChats(page)
  await page.keyboard.press('Control+/')
  await page.getByRole('dialog', { name: text.dialogs.keys.title }).waitFor()
}

async function newCategory(page: Page, text: Text): Promise<void> {
  await press(page, text.rooms.arrange, 'menu')
  await page.getByRole('menuitem', { name: text.rooms.addCategory }).click()
  await page.getByRole('dialog', { name: text.dialogs.category.newTitle }).waitFor()
}

async function signOut(page: Page, text: Text): Promise<void> {
  await press(page, text.frame.me, 'menu')
  await page.getByRole('menuitem', { name: text.frame.signOut }).click()
  await page.getByRole('alertdialog').waitFor()
}

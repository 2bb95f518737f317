import type { Page } from 'playwright-core'
import type { Text } from '../../web/src/text/ja.ts'
import type { Place } from '../places.ts'
import { open, openAt, visit } from '../walk.ts'

/** What one has to do, and whom and what one looks for. */
export const work: readonly Place[] = [
  { name: 'bookmarks', who: 'member', go: (page, text) => open(page, '/bookmarks', text.messages.saved) },
  { name: 'tasks', who: 'member', go: tasks },
  { name: 'tasks-board', who: 'member', go: (page) => openAt(page, '/tasks/board', '.bcard') },
  { name: 'tasks-calendar', who: 'member', go: (page) => openAt(page, '/tasks/calendar', '.cday') },
  { name: 'tasks-filter', who: 'member', on: 'desktop', go: tasksFilter },
  { name: 'task-add', who: 'member', go: taskAdd },
  { name: 'task-detail', who: 'member', go: taskDetail },
  { name: 'files', who: 'member', go: (page) => openAt(page, '/files', 'tbody tr') },
  { name: 'file-viewer', who: 'member', go: fileViewer },
  { name: 'contacts', who: 'member', go: (page, text) => open(page, '/contacts', text.contacts.title) },
  { name: 'person', who: 'member', go: person },
]

async function tasks(page: Page, text: Text): Promise<void> {
  await visit(page, '/tasks')
  await page.getByRole('checkbox').first().waitFor()
  await page.getByRole('heading', { name: text.tasks.title }).first().waitFor()
}

async function tasksFilter(page: Page, text: Text): Promise<void> {
  await tasks(page, text)
  await page.getByRole('button', { name: text.tasks.room, exact: true }).click()
  await page.getByRole('combobox', { name: text.tasks.findRoom }).waitFor()
}

async function taskAdd(page: Page, text: Text): Promise<void> {
  await tasks(page, text)
  await page.getByRole('button', { name: text.tasks.add, exact: true }).click()
  await page.getByRole('dialog', { name: text.tasks.add }).waitFor()
}

async function taskDetail(page: Page, text: Text): Promise<void> {
  await tasks(page, text)
  await page.locator('main a[href*="task="]').first().click()
  await page.getByRole('complementary', { name: text.tasks.detail }).waitFor()
}

async function fileViewer(page: Page): Promise<void> {
  await openAt(page, '/files', 'tbody tr')
  await page.locator('tbody tr').first().getByRole('button').first().click()
  await page.getByRole('dialog').waitFor()
}

async function person(page: Page, text: Text): Promise<void> {
  await open(page, '/contacts', text.contacts.title)
  await page.locator('.crow .who').first().click()
  await page.locator('.float.person .facts').waitFor()
}

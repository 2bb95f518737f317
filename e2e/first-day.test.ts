import { api } from '@naniwa/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adminJa } from '../web/src/text/admin.ja.ts'
import { frameJa } from '../web/src/text/frame.ja.ts'
import { messagesJa } from '../web/src/text/messages.ja.ts'
import { peopleJa } from '../web/src/text/people.ja.ts'
import { openBrowser, openPage, troubles } from './browser.ts'
import { composer, message, say } from './room.ts'
import { openStage, PASSWORD, type Stage } from './stage.ts'

let stage: Stage
let browser: Browser

beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

test('a newcomer founds an organization, invites somebody, and the two talk across a restart', async () => {
  const aoi = await openPage(browser)
  await aoi.goto(stage.url)
  await aoi.getByLabel(peopleJa.organizationName).fill('みなも製菓')
  await aoi.getByLabel(peopleJa.yourName).fill('高橋 葵')
  await aoi.getByLabel(peopleJa.email, { exact: true }).fill('aoi@minamo.example')
  await aoi.getByLabel(peopleJa.password, { exact: true }).fill(PASSWORD)
  await aoi.getByRole('button', { name: peopleJa.next }).click()
  await aoi.getByLabel(peopleJa.roomName).fill('冬ギフト')
  await aoi.getByRole('button', { name: peopleJa.makeRoom }).click()
  await aoi.getByLabel(peopleJa.emails).fill('ryo@minamo.example')
  await aoi.getByRole('button', { name: peopleJa.invite, exact: true }).click()
  const invitation = await aoi.getByRole('textbox', { name: /ryo@minamo\.example/ }).inputValue()

  const ryo = await openPage(browser)
  await ryo.goto(invitation.replace(/^https?:\/\/[^/]+/, stage.url))
  await ryo.getByLabel(peopleJa.name, { exact: true }).fill('田辺 涼')
  await ryo.getByLabel(peopleJa.password, { exact: true }).fill(PASSWORD)
  await ryo.getByRole('button', { name: peopleJa.join, exact: true }).click()
  await ryo.getByRole('navigation', { name: frameJa.nav }).waitFor()
})

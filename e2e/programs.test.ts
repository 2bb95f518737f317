import { createHmac } from 'node:crypto'
import { api } from '@naniwa/contract'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Receiver, receiver } from '../server/src/testing/receiver.ts'
import { ja } from '../web/src/text/ja.ts'
import { eventually, KEPT, troubles } from './browser.ts'
import { type Company, openCompany, tell } from './company.ts'
import { visit } from './walk.ts'

const { tokens: tokensText, webhooks: hooksText, oauth: oauthText } = ja
const BACK = 'https://board.example/back'

let company: Company
let hearing: Receiver
let aoi: Page
let ryo: Page

beforeAll(async () => {
  hearing = await receiver()
  company = await openCompany({ NANIWA_WEBHOOK_LOOPBACK: 'on' })
  // Only what passes a service worker is answered here, on its way to a program, instead of by the network.
  aoi = await company.page(company.aoi, KEPT)
  ryo = await company.page(company.ryo, KEPT)
})
afterAll(async () => {
  await company?.close()
  await hearing?.close()
  expect(troubles.splice(0)).toEqual([])
})

function go(page: Page, path: string): Promise<unknown> {
  return page.goto(company.stage.url + path)
}

/** Who the public API says one is; the status when it does not. */
async function whoIs(headers: Record<string, string>): Promise<string | number> {
  const answer = await fetch(`${company.stage.url}/v2/me`, { headers })
  return answer.ok ? ((await answer.json()) as { name: string }).name : answer.status
}

/** What the server answers the administrator: a page shows what was chosen before it is kept. */
async function told(path: string): Promise<unknown> {
  return (await aoi.request.post(company.stage.url + path, { data: {} })).json()
}

/** From the next visit on, calls by this name wait for a refusal, which waits for the first of them; then they go through. */
async function holdCalls(page: Page, name: string): Promise<() => Promise<void>> {
  let held: (() => void)[] | null = []
  await page.routeWebSocket(/\/api\/socket/, (route) => {
    const server = route.connectToServer()
    route.onMessage((frame) => {
      const { call, name: called } = JSON.parse(String(frame))
      const error = { code: 'forbidden', message: 'not now' }
      if (called === name && held) held.push(() => route.send(JSON.stringify({ reply: call, error })))
      else server.send(frame)
    })
  })
  return async () => {
    await eventually(() => held?.length).toBeGreaterThan(0)
    for (const refuse of held ?? []) refuse()
    held = null
  }
}

test('a member’s token works from an administrator’s yes until it is revoked', async () => {
  const refuse = await holdCalls(aoi, api.tokens.setPolicy.name)
  await go(aoi, '/admin/tokens')
  const policy = aoi.getByRole('switch', { name: tokensText.policy })
  await policy.click()
  await eventually(() => policy.isChecked()).toBe(true)
  await refuse()
  await eventually(() => policy.isChecked()).toBe(false)
  await policy.click()
  await eventually(() => policy.isChecked()).toBe(true)
  await eventually(() => told('/api/tokens/listAll')).toMatchObject({ policy: 'approval' })
  await visit(ryo, '/settings/tokens')
  await ryo.getByText(tokensText.approvalHint).waitFor()
  await ryo.getByLabel(tokensText.name).fill('在庫の通知')
  await ryo.getByRole('button', { name: tokensText.create }).click()
  const token = await ryo.getByRole('textbox', { name: tokensText.secret }).inputValue()
  const headers = { 'X-ChatWorkToken': token }
  expect(await whoIs(headers)).toBe(401)

  await aoi.reload()
  await aoi.getByRole('button', { name: tokensText.approveOf('在庫の通知', '田辺 涼') }).click()
  await aoi.getByRole('button', { name: tokensText.withdrawOf('在庫の通知', '田辺 涼') }).waitFor()
  expect(await whoIs(headers)).toBe('田辺 涼')

  await ryo.reload()
  await ryo.getByRole('button', { name: tokensText.revokeOf('在庫の通知') }).click()
  await ryo.getByRole('alertdialog').getByRole('button', { name: tokensText.revoke }).click()
  await ryo.getByText(tokensText.none).waitFor()
  expect(await whoIs(headers)).toBe(401)
})

test('a webhook is made, tried, heard, sent again, and given a new token', async () => {
  const { id: roomId } = await company.room('出荷')
  await visit(ryo, '/settings/webhooks')
  await ryo.getByRole('button', { name: hooksText.add }).click()
  const dialog = ryo.getByRole('dialog', { name: hooksText.add })
  await dialog.getByLabel(hooksText.name).fill('出荷ボット')
  await dialog.getByLabel(hooksText.url).fill(`${hearing.url}/hook`)
  await dialog.getByRole('radio', { name: hooksText.aboutRoom }).check()
  await dialog.getByRole('button', { name: hooksText.chooseRoom }).click()
  await ryo.getByRole('option', { name: '出荷' }).click()
  await dialog.getByRole('button', { name: ja.ui.save }).click()
  await choose(hooksText.test)
  await heard(1)

  hearing.answer = (response) => response.writeHead(500).end('broken')
  await tell(company.aoi, roomId, '箱が足りません')
  await heard(2)
  await ryo.getByRole('button', { name: hooksText.refresh }).click()
  await ryo.getByRole('button', { name: hooksText.open }).first().click()
  await ryo.getByText('broken').waitFor()
  hearing.answer = (response) => response.end('ok')
  await ryo.getByRole('button', { name: hooksText.again }).click()
  await heard(3)
  expect(hearing.received[2]?.body).toBe(hearing.received[1]?.body)

  await choose(hooksText.token)
  const tokens = ryo.getByRole('dialog', { name: hooksText.token })
  const before = await tokens.getByRole('textbox', { name: hooksText.token, exact: true }).inputValue()
  await tokens.getByRole('button', { name: hooksText.rotate }).click()
  const next = await tokens.getByRole('textbox', { name: hooksText.nextToken }).inputValue()
  await tell(company.aoi, roomId, '届きました')
  await heard(4)
  const last = hearing.received[3] as Receiver['received'][number]
  const sign = (token: string) => createHmac('sha256', Buffer.from(token, 'base64')).update(last.body).digest('base64')
  expect(last.headers['x-chatworkwebhooksignature']).toBe(sign(before))
  expect(last.headers['x-naniwa-signature']).toBe(`v1=${sign(before)}, v1=${sign(next)}`)
})

/** From the menu of the one webhook. */
async function choose(item: string): Promise<void> {
  await ryo.getByRole('button', { name: hooksText.actionsOf('出荷ボット') }).click()
  await ryo.getByRole('menuitem', { name: item }).click()
}

function heard(count: number) {
  return eventually(() => hearing.received.length).toBe(count)
}

test('an application is registered, let in by somebody else, seen, and shown out', async () => {
  await visit(ryo, '/settings/developer')
  await ryo.getByRole('button', { name: oauthText.add }).click()
  const dialog = ryo.getByRole('dialog', { name: oauthText.add })
  await dialog.getByLabel(oauthText.name, { exact: true }).fill('出荷ボード')
  await dialog.getByLabel(oauthText.redirects).fill(BACK)
  await dialog.getByRole('button', { name: oauthText.add }).click()
  const made = ryo.getByRole('dialog', { name: oauthText.made('出荷ボード') })
  const clientId = await made.getByRole('textbox', { name: oauthText.clientId }).inputValue()
  const secret = await made.getByRole('textbox', { name: oauthText.secret }).inputValue()

  await aoi.route(`${BACK}*`, (route) => route.fulfill({ body: 'back' }))
  const query = { response_type: 'code', client_id: clientId, scope: 'users.profile.me:read', state: 's1' }
  await go(aoi, `/packages/oauth2/login.php?${new URLSearchParams(query)}`)
  await aoi.getByRole('heading', { name: oauthText.title('出荷ボード') }).waitFor()
  await aoi.getByText(oauthText.scopes['users.profile.me:read']).waitFor()
  await aoi.getByRole('button', { name: oauthText.allow }).click()
  await aoi.waitForURL(`${BACK}*`)
  const answer = new URL(aoi.url()).searchParams
  expect(answer.get('state')).toBe('s1')
  const form = { grant_type: 'authorization_code', code: answer.get('code') ?? '', redirect_uri: BACK }
  const basic = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
  const issued = await fetch(`${company.stage.url}/token`, {
    method: 'POST',
    headers: { authorization: basic },
    body: new URLSearchParams(form),
  })
  const { access_token: token } = (await issued.json()) as { access_token: string }
  const headers = { authorization: `Bearer ${token}` }
  expect(await whoIs(headers)).toBe('高橋 葵')

  await visit(aoi, '/settings/apps')
  await aoi.getByRole('button', { name: oauthText.disconnectOf('出荷ボード') }).click()
  await aoi.getByRole('alertdialog').getByRole('button', { name: oauthText.disconnect }).click()
  await aoi.getByText(oauthText.noConnections).waitFor()
  expect(await whoIs(headers)).toBe(401)
  expect(await company.ryo.call(api.oauth.apps, {})).toMatchObject({ apps: [{ clientId }] })
})

test('an app that registered itself says so, and is not asked about once administrators refuse it', async () => {
  const data = { client_name: '議事録係', redirect_uris: [BACK] }
  const registered = await fetch(`${company.stage.url}/oauth2/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(data),
  })
  const { client_id } = (await registered.json()) as { client_id: string }
  const query = { response_type: 'code', client_id, redirect_uri: BACK, scope: 'rooms.messages:read' }
  const challenge = { code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' }
  const asking = `/packages/oauth2/login.php?${new URLSearchParams({ ...query, ...challenge })}`
  await go(ryo, asking)
  await ryo.getByRole('heading', { name: oauthText.title('議事録係') }).waitFor()
  await ryo.getByText(oauthText.selfRegistered).waitFor()
  await visit(aoi, '/admin/tokens')
  const policy = aoi.getByRole('switch', { name: tokensText.selfRegistered })
  await eventually(() => policy.isChecked()).toBe(true)
  await policy.click()
  await eventually(() => told('/api/oauth/policy')).toEqual({ selfRegistered: 'refused' })
  await ryo.reload()
  await ryo.getByRole('heading', { name: oauthText.refused }).waitFor()
  await ryo.route(`${BACK}*`, (route) => route.fulfill({ body: 'back' }))
  await ryo.getByRole('button', { name: oauthText.back }).click()
  await ryo.waitForURL(`${BACK}*`)
  expect(new URL(ryo.url()).searchParams.get('error')).toBe('access_denied')
})

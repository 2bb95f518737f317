import { api } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { signIn } from '../sessions/signIn.ts'
import { browser, type Signed } from '../testing/app.ts'
import { PASSWORD } from '../testing/cast.ts'
import { collide } from '../testing/collide.ts'
import { makeGroup, outcome, overHttp, scene } from '../testing/scene.ts'
import { activateByAddress } from './byAddress.ts'

const stage = scene()

function close(person: Signed | undefined, password = PASSWORD) {
  return overHttp(stage.server, person).call(api.accounts.close, { password })
}

function enter({ email }: Signed) {
  return outcome(signIn(stage.server.app, browser(), { email, password: PASSWORD }))
}

test('nobody closes an account without its password, nor the last administrator one that leaves others alone', async () => {
  const { aiko, ben } = stage.people
  expect(await outcome(close(undefined))).toBe('unauthenticated')
  expect(await outcome(close(ben, 'wrong'))).toBe('sign_in_failed')
  expect(await outcome(close(aiko))).toBe('last_administrator')
  expect([await enter(ben), await enter(aiko)]).toEqual(['done', 'done'])
})

test('an account that is closed is signed out and out of its rooms at once; a mail says so, and an administrator opens it again', async () => {
  const { app } = stage.server
  const { aiko, ben, bot } = stage.people
  const { id: roomId } = await makeGroup(overHttp(stage.server, aiko), [
    [ben, 'member'],
    [bot, 'member'],
  ])
  const names = async () => {
    const { members } = await overHttp(stage.server, aiko).call(api.members.list, { roomId })
    return members.filter(({ role }) => role !== null).map(({ name }) => name)
  }
  await app.drain()
  app.mails.length = 0
  await close(bot)
  await app.drain()
  expect(await outcome(overHttp(stage.server, bot).call(api.accounts.me, {}))).toBe('unauthenticated')
  expect(await enter(bot)).toBe('sign_in_failed')
  expect(await names()).toEqual([aiko.name, ben.name])
  expect(app.mails).toMatchObject([{ to: bot.email, subject: 'アカウントを閉じました' }])
  expect(app.mails[0]?.text).toContain('組織の管理者に知らせて')
  await overHttp(stage.server, aiko).call(api.organizations.activate, { accountId: bot.accountId })
  await app.drain()
  expect(await enter(bot)).toBe('done')
  expect((await names()).sort()).toEqual([aiko.name, ben.name, bot.name].sort())
})

test('the last person leaves the organization closed; opened again, they administer it', async () => {
  const { app } = stage.server
  const { dai } = stage.people
  const { invitations } = await overHttp(stage.server, dai).call(api.invitations.create, {})
  const token = invitations[0]?.url?.split('#')[1] ?? ''
  const newcomer = { email: 'fumi@example.com', name: 'Fumi', password: 'gravel teapot 31 horizon' }
  const { accountId } = dai
  expect(await outcome(overHttp(stage.server, dai).call(api.organizations.deactivate, { accountId }))).toBe(
    'last_administrator',
  )
  app.mails.length = 0
  await close(dai)
  await app.drain()
  expect(app.mails).toHaveLength(1)
  expect(app.mails[0]?.text).toContain('組織も閉じました')
  expect(await outcome(overHttp(stage.server).call(api.invitations.accept, { token, ...newcomer }))).toBe(
    'invalid_token',
  )
  await activateByAddress(app, dai.email)
  const own = browser()
  await signIn(app, own, { email: dai.email, password: PASSWORD })
  const me = await overHttp(stage.server, { ...dai, ...own }).call(api.accounts.me, {})
  expect(me.organizationRole).toBe('administrator')
})

test('of two administrators who close their accounts at the same time one stays with the others', async () => {
  const { app } = stage.server
  const { aiko, ben } = stage.people
  await overHttp(stage.server, aiko).call(api.organizations.setRole, {
    accountId: ben.accountId,
    role: 'administrator',
  })
  const outcomes = await collide(app, (tx) => tx.selectFrom('organization').forUpdate().select('id').execute(), [
    () => outcome(close(aiko)),
    () => outcome(close(ben)),
  ])
  const ended = outcomes.map((one) => (one.status === 'fulfilled' ? one.value : one.reason)).sort()
  expect(ended).toEqual(['done', 'last_administrator'])
})

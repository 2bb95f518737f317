import { api } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { queueMail } from '../accounts/queueMail.ts'
import { transact } from '../db/transaction.ts'
import type { Signed } from '../testing/app.ts'
import { subscription } from '../testing/push.ts'
import { makeGroup, outcome, overHttp, scene } from '../testing/scene.ts'

const stage = scene()

async function administrate(person: Signed): Promise<void> {
  const { accountId } = person
  const administrator = overHttp(stage.server, stage.people.aiko)
  await administrator.call(api.organizations.setRole, { accountId, role: 'administrator' })
}

async function deactivate({ accountId }: Signed): Promise<void> {
  await overHttp(stage.server, stage.people.aiko).call(api.organizations.deactivate, { accountId })
}

test('an administrator of the organization inherits a group, before who has been in it longer and may write', async () => {
  const { people, server } = stage
  const { id: roomId } = await makeGroup(overHttp(server, people.bot), [
    [people.ben, 'member'],
    [people.aiko, 'readonly'],
  ])
  await deactivate(people.bot)
  await server.app.drain()
  const { members } = await overHttp(server, people.aiko).call(api.members.list, { roomId })
  const rank = new Map(members.map(({ accountId, role }) => [accountId, role]))
  expect([people.bot, people.ben, people.aiko].map(({ accountId }) => rank.get(accountId) ?? null)).toEqual([
    null,
    'member',
    'admin',
  ])
})

test('webhooks, subscriptions to pushes and invitations end, and sign-ups that came by those, and only theirs', async () => {
  const { app } = stage.server
  const { ben, chie } = stage.people
  await administrate(ben)
  const callers = [overHttp(stage.server, ben), overHttp(stage.server, chie)]
  for (const caller of callers) {
    const url = 'https://program.example/hook'
    await caller.call(api.webhooks.create, { name: '在庫', url, subject: { kind: 'mentions' } })
    await caller.call(api.push.subscribe, subscription('https://push.example/device').input)
  }
  const { invitations } = await overHttp(stage.server, ben).call(api.invitations.create, {})
  const token = invitations[0]?.url?.split('#')[1] ?? ''
  const newcomer = { email: 'fumi@example.com', name: 'Fumi', password: 'gravel teapot 31 horizon' }
  await overHttp(stage.server).call(api.invitations.accept, { token, ...newcomer })
  await deactivate(ben)
  await app.drain()
  for (const table of ['webhook', 'watch', 'pushDevice'] as const) {
    const rows = await app.db.selectFrom(table).select('accountId').execute()
    expect(
      rows.map(({ accountId }) => accountId),
      table,
    ).toEqual([chie.accountId])
  }
  expect(await app.db.selectFrom('ticket').select('purpose').execute()).toEqual([])
  expect(app.mails.filter(({ to }) => to === newcomer.email)).toEqual([])
  expect(await outcome(overHttp(stage.server).call(api.invitations.read, { token }))).toBe('invalid_token')
  await overHttp(stage.server, chie).call(api.push.unsubscribe, {})
})

test('no mail goes to whoever left, nor in their name, whatever was ordered before', async () => {
  const { app } = stage.server
  const { chie, dai } = stage.people
  const client = await stage.enter('chie')
  const { tasks } = await client.call(api.tasks.create, {
    roomId: chie.roomId,
    accountIds: [chie.accountId],
    body: '箱の見本を頼む',
    due: { type: 'time', at: app.clock.now().getTime() + 3_600_000 },
  })
  await overHttp(stage.server, dai).call(api.contacts.request, { email: chie.email })
  await client.call(api.contacts.request, { email: 'stranger@example.com' })
  const { accountId, roomId } = chie
  const reminder = { kind: 'taskReminder', accountId, roomId, taskId: tasks[0]?.id ?? 0, before: 60 } as const
  const remind = () => transact(app, (tx) => queueMail(app, tx, accountId, reminder))
  await remind()
  await app.drain()
  const before = app.mails.map(({ to }) => to).sort()
  expect(before).toEqual([chie.email, chie.email, 'stranger@example.com'])

  await overHttp(stage.server, dai).call(api.contacts.request, { email: 'other@example.com' })
  await client.call(api.contacts.request, { email: 'third@example.com' })
  await remind()
  await deactivate(chie)
  await app.drain()
  expect(app.mails.slice(before.length).map(({ to }) => to)).toEqual(['other@example.com'])
  await client.close()
})

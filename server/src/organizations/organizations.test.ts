import { api, type EventData } from '@naniwa/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { me } from '../accounts/me.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { collide } from '../testing/collide.ts'
import { people as listPeople } from './people.ts'
import { rename } from './rename.ts'
import { setRole } from './setRole.ts'

let app: TestApp
let people: Cast

beforeEach(async () => {
  app = await testApp()
  people = await cast(app)
  app.heard.length = 0
})
afterEach(() => app.close())

/** What the account's devices heard about themselves. */
function heardBy(accountId: number): EventData<'me'>[] {
  return app.heard.flatMap((notice) => {
    if (notice.kind !== 'event' || notice.topic !== `account:${accountId}`) return []
    return [JSON.parse(notice.frame).data]
  })
}

test('people of another organization are not in the list, and addresses are for administrators only', async () => {
  const forMember = await listPeople(app, people.ben)
  expect(api.organizations.people.output.parse(forMember)).toEqual(forMember)
  expect(forMember.people.map(({ name, loginMail }) => [name, loginMail])).toEqual([
    ['Aiko', ''],
    ['Ben', ''],
    ['Bot', ''],
    ['Chie', ''],
  ])
  const forAdministrator = await listPeople(app, people.aiko)
  expect(forAdministrator.people[1]).toMatchObject({ loginMail: 'ben@example.com', organizationRole: 'member' })
})

test('a member may not rename the organization', async () => {
  await expect(rename(app, people.ben, { name: 'Bens' })).rejects.toMatchObject({ code: 'forbidden' })
  expect((await me(app, people.aiko)).organizationName).toBe('Minamo')
})

test('a new name reaches everyone of the organization, and nobody else', async () => {
  await rename(app, people.aiko, { name: 'Minamo Foods' })
  await app.drain()
  for (const person of [people.aiko, people.ben, people.chie, people.bot]) {
    const mine = await me(app, person)
    expect(mine).toMatchObject({ organizationName: 'Minamo Foods', tick: 2 })
    expect(heardBy(person.accountId)).toEqual([mine])
  }
  expect(heardBy(people.dai.accountId)).toEqual([])
  expect((await me(app, people.dai)).organizationName).toBe('Tsubame')
})

test('a member makes nobody an administrator, not even themselves', async () => {
  const own = setRole(app, people.ben, { accountId: people.ben.accountId, role: 'administrator' })
  await expect(own).rejects.toMatchObject({ code: 'forbidden' })
})

test('somebody of another organization is not found', async () => {
  const { accountId } = people.dai
  await expect(setRole(app, people.aiko, { accountId, role: 'member' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(setRole(app, people.aiko, { accountId: 1, role: 'member' })).rejects.toMatchObject({ code: 'not_found' })
})

test('the last administrator cannot step down', async () => {
  const { accountId } = people.aiko
  const down = setRole(app, people.aiko, { accountId, role: 'member' })
  await expect(down).rejects.toMatchObject({ code: 'last_administrator' })
  await setRole(app, people.aiko, { accountId: people.ben.accountId, role: 'administrator' })
  await setRole(app, people.aiko, { accountId, role: 'member' })
  expect((await me(app, people.aiko)).organizationRole).toBe('member')
})

test('two administrators who demote each other at the same time leave one', async () => {
  await setRole(app, people.aiko, { accountId: people.ben.accountId, role: 'administrator' })
  const outcomes = await collide(app, (tx) => tx.selectFrom('account').forUpdate().select('id').execute(), [
    () => setRole(app, people.aiko, { accountId: people.ben.accountId, role: 'member' }),
    () => setRole(app, people.ben, { accountId: people.aiko.accountId, role: 'member' }),
  ])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const { people: all } = await listPeople(app, people.ben)
  expect(all.filter(({ organizationRole }) => organizationRole === 'administrator')).toHaveLength(1)
})

test('a new role is heard by who has it; the same role again is no change', async () => {
  const { accountId } = people.ben
  await setRole(app, people.aiko, { accountId, role: 'administrator' })
  await setRole(app, people.aiko, { accountId, role: 'administrator' })
  expect(heardBy(accountId).map(({ organizationRole, tick }) => [organizationRole, tick])).toEqual([
    ['administrator', 2],
  ])
})

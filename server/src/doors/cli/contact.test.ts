import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { type Cast, cast } from '../../testing/cast.ts'
import { naniwaOn } from '../../testing/command.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
})
afterAll(() => app.close())

const naniwa = (...args: string[]) => naniwaOn(app, ...args)

test('a contact is asked for, accepted, listed and removed by address', async () => {
  const [dai, aiko] = [people.dai.email, people.aiko.email]
  const asked = await naniwa('contact', 'request', '--email', dai, '--to', aiko, '--message', '見積の件です', '--json')
  expect(JSON.parse(asked.out)).toMatchObject({
    outcome: 'invited',
    invitation: { email: aiko, message: '見積の件です' },
  })
  await app.drain()
  const [waiting, early] = await Promise.all([
    naniwa('contact', 'list', '--email', aiko),
    naniwa('contact', 'accept', '--email', dai, '--from', aiko, '--json'),
  ])
  expect(waiting.out).toContain('incoming')
  expect(waiting.out).toContain('見積の件です')
  expect([early.code, JSON.parse(early.out).error.code]).toEqual([1, 'not_found'])
  const accepted = await naniwa('contact', 'accept', '--email', aiko, '--from', dai, '--json')
  expect(JSON.parse(accepted.out)).toMatchObject({ accountId: people.dai.accountId, standing: 'contact' })
  const removed = await naniwa('contact', 'remove', '--email', dai, '--with', aiko, '--json')
  expect(JSON.parse(removed.out)).toMatchObject({ accountId: people.aiko.accountId, standing: 'none' })
})

test('a request is turned down, and what is no address is refused', async () => {
  const { dai, ben, chie } = people
  const [, wrong, inside, none] = await Promise.all([
    naniwa('contact', 'request', '--email', dai.email, '--to', ben.email),
    naniwa('contact', 'request', '--email', dai.email, '--to', 'no address'),
    naniwa('contact', 'request', '--email', chie.email, '--to', ben.email, '--json'),
    naniwa('contact', 'list', '--email', chie.email),
  ])
  expect([wrong.code, none.out]).toEqual([1, 'There are none.'])
  expect(JSON.parse(inside.out)).toMatchObject({ outcome: 'colleague' })
  await app.drain()
  const rejected = await naniwa('contact', 'reject', '--email', ben.email, '--from', dai.email, '--json')
  expect(JSON.parse(rejected.out)).toMatchObject({ accountId: dai.accountId, standing: 'none' })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { newMessageId } from '../lib/ids.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { begin } from '../uploads/begin.ts'
import { send } from './send.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
})
afterAll(() => app.close())

test('sends and uploads from one network have an end, whoever sends; from another they go on', async () => {
  const { aiko } = people
  const { roomId } = aiko
  const say = (address: string) =>
    send(app, { ...aiko, address }, { roomId, id: newMessageId(app.clock), body: 'はい', selfUnread: false })
  const hand = (address: string) => begin(app, { ...aiko, address }, { roomId, name: '表.txt', size: 3 })
  for (let n = 0; n < 2_000; n++) {
    await app.limits.take('messages.send-network:2001:db8:1:2::/64', { count: 2_000, seconds: 20 })
    await app.limits.take('files.begin-network:2001:db8:1:2::/64', { count: 2_000, seconds: 60 })
  }
  await expect(say('2001:db8:1:2::7')).rejects.toMatchObject({ code: 'rate_limited' })
  await expect(hand('2001:db8:1:2::8')).rejects.toMatchObject({ code: 'rate_limited' })
  await expect(say('2001:db8:1:3::7')).resolves.toMatchObject({ body: 'はい' })
  await expect(hand('2001:db8:1:3::7')).resolves.toMatchObject({ name: '表.txt' })
})

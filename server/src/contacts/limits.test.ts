import { api } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { outcome, overHttp, scene } from '../testing/scene.ts'

const stage = scene({ NANIWA_RATE_LIMITS: 'on' })

test('looking people up is for typing, not for trying out addresses', async () => {
  const dai = overHttp(stage.server, stage.people.dai)
  for (let n = 0; n < 60; n++) await dai.call(api.contacts.find, { query: `guess-${n}@example.com` })
  expect(await outcome(dai.call(api.contacts.find, { query: 'aiko@example.com' }))).toBe('rate_limited')
})

test('one person is asked three times a day, whoever they are, and all together a hundred an hour', async () => {
  const { aiko, dai } = stage.people
  const ask = (email: string) => outcome(overHttp(stage.server, dai).call(api.contacts.request, { email }))
  for (const email of [aiko.email, 'nobody@example.com']) {
    expect([await ask(email), await ask(email), await ask(email), await ask(email)]).toEqual([
      'done',
      'done',
      'done',
      'rate_limited',
    ])
  }
  const lines = Array.from({ length: 95 }, (_, n) => `somebody-${n}@example.com`)
  expect(await outcome(overHttp(stage.server, dai).call(api.contacts.invite, { lines }))).toBe('rate_limited')
  const { invitations } = await overHttp(stage.server, dai).call(api.contacts.list, {})
  expect(invitations.length).toBe(2)
})

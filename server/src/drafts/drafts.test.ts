import { api, MESSAGE_LENGTH } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { makeGroup, outcome, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'

const stage = scene()

testWhoMayNot(stage, [
  attempt(api.drafts.save, ({ roomId }) => ({ roomId, body: '書きかけ' }), {
    readonly: 'done',
    member: 'done',
    admin: 'done',
  }),
])

test('a draft follows to one’s other devices and to nobody else, and the last one saved counts', async () => {
  const [desk, phone, ben] = [await stage.enter('aiko'), await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(desk, [[stage.people.ben, 'member']])
  await Promise.all([phone.level(), ben.level()])
  await Promise.all([
    ...Array.from({ length: 5 }, (_, n) => desk.call(api.drafts.save, { roomId, body: `机 ${n}` })),
    ...Array.from({ length: 5 }, (_, n) => phone.call(api.drafts.save, { roomId, body: `電話 ${n}` })),
  ])
  await Promise.all([desk.level(), phone.level(), ben.level()])
  expect(phone.replica.drafts.get(roomId)).toEqual(desk.replica.drafts.get(roomId))
  expect(ben.heard('draft')).toEqual([])
})

test('an empty draft is none, and a draft is as long as a message, no longer', async () => {
  const aiko = await stage.enter('aiko')
  const { roomId } = stage.people.aiko
  const save = (body: string) => outcome(aiko.call(api.drafts.save, { roomId, body }))
  expect(await save('あ'.repeat(MESSAGE_LENGTH))).toBe('done')
  expect(await save('あ'.repeat(MESSAGE_LENGTH + 1))).toBe('invalid_input')
  expect(await save('')).toBe('done')
  await aiko.level()
  expect(aiko.replica.drafts.has(roomId)).toBe(false)
})

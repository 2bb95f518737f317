import { api } from '@naniwa/contract'
import { expect, test } from 'vitest'
import type { TestClient } from '../testing/client.ts'
import { expectUntouched, makeGroup, outcome, scene } from '../testing/scene.ts'

const stage = scene()

/** Roles by name, of those who are in the room. */
async function rolesIn(client: TestClient, roomId: number): Promise<Record<string, string>> {
  const { members } = await client.call(api.members.list, { roomId })
  return Object.fromEntries(members.flatMap(({ name, role }) => (role ? [[name, role]] : [])))
}

test('who is in a room is changed all at once, or not at all', async () => {
  const { aiko: one, ben, chie, bot, dai } = stage.people
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [
    [ben, 'member'],
    [chie, 'readonly'],
  ])
  const change = (input: object) => outcome(aiko.call(api.members.change, { roomId, ...input }))
  await expectUntouched(aiko, roomId, async () => {
    expect(await change({ members: [{ accountId: bot.accountId }, { accountId: dai.accountId }] })).toBe('not_found')
    expect(await change({ members: [{ accountId: one.accountId }], remove: [ben.accountId] })).toBe('last_admin')
    expect(await change({ remove: [one.accountId] })).toBe('invalid_input')
    expect(await change({ members: [{ accountId: ben.accountId, role: 'admin' }], others: 'leave' })).toBe(
      'invalid_input',
    )
    expect(await change({ remove: [bot.accountId] })).toBe('done')
  })
  const members = [
    { accountId: ben.accountId, role: 'admin' as const },
    { accountId: bot.accountId, role: 'readonly' as const },
  ]
  await aiko.call(api.members.change, { roomId, members, remove: [chie.accountId] })
  expect(await rolesIn(aiko, roomId)).toEqual({ Aiko: 'admin', Ben: 'admin', Bot: 'readonly' })
  await aiko.call(api.members.change, {
    roomId,
    members: [{ accountId: one.accountId, role: 'admin' }],
    others: 'leave',
  })
  expect(await rolesIn(aiko, roomId)).toEqual({ Aiko: 'admin' })
})

test('those who come see the room, those who go lose it, and one line tells of it', async () => {
  const { ben, chie, bot } = stage.people
  const [aiko, benAt, chieAt] = [await stage.enter('aiko'), await stage.enter('ben'), await stage.enter('chie')]
  const { id: roomId } = await makeGroup(aiko, [[ben, 'member']])
  await benAt.level()
  const members = [{ accountId: chie.accountId }, { accountId: bot.accountId }]
  await aiko.call(api.members.change, { roomId, members, remove: [ben.accountId] })
  await Promise.all([aiko.level(), benAt.level(), chieAt.level()])
  expect([benAt.replica.rooms.has(roomId), chieAt.replica.rooms.has(roomId)]).toEqual([false, true])
  const { messages } = await aiko.call(api.messages.list, { roomId })
  expect(messages.at(-1)?.body).toBe(
    `[info][dtext:chatroom_member_is][piconname:${chie.accountId}][piconname:${bot.accountId}][dtext:chatroom_added]\n` +
      `[piconname:${ben.accountId}][dtext:chatroom_deleted][/info]`,
  )
})

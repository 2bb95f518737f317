import { api, type CallOf, type Endpoint, type ErrorCode, type Message, type Task } from '@naniwa/contract'
import { expect, test } from 'vitest'
import type { Signed } from './app.ts'
import type { TestClient } from './client.ts'
import { expectUntouched, makeGroup, outcome, overHttp, type Scene, say } from './scene.ts'

/** A group of aiko's in which ben may write and chie may only read; bot was removed, dai never was in it. */
export interface Ground {
  readonly roomId: number
  /** Of ben’s. */
  readonly message: Message
  /** Of ben’s, for himself. */
  readonly task: Task
  readonly people: Scene['people']
}

type Outcome = ErrorCode | 'done'

export interface Attempt {
  /** What is attempted, where the endpoint's name does not say it. */
  readonly what?: string
  readonly endpoint: Endpoint
  readonly input: (ground: Ground) => object
  /** What those inside are told. */
  readonly inside: { readonly readonly: Outcome; readonly member: Outcome; readonly admin: Outcome }
}

/** Type-checked against its endpoint. */
export function attempt<E extends Endpoint>(
  endpoint: E,
  input: (ground: Ground) => CallOf<E>,
  inside: Attempt['inside'],
  what?: string,
): Attempt {
  return { endpoint, input: input as Attempt['input'], inside, ...(what !== undefined && { what }) }
}

/** One test for each attempt: who may not is told so in the same words as if there were no such room, and changes nothing. */
export function testWhoMayNot(stage: Scene, attempts: readonly Attempt[]): void {
  const named = attempts.map((each) => [each.what ?? each.endpoint.name, each] as const)
  test.each(named)('%s is not for strangers, and inside it goes by role', async (_, { endpoint, input, inside }) => {
    const { server, people } = stage
    const aiko = await stage.enter('aiko')
    const ground = await prepare(stage, aiko)
    const call = (person: Signed | undefined, at: Ground = ground) =>
      outcome(overHttp(server, person).call(endpoint, input(at) as never))
    await expectUntouched(aiko, ground.roomId, async () => {
      expect(await call(undefined)).toBe('unauthenticated')
      expect(await call(people.dai)).toBe('not_found')
      expect(await call(people.bot)).toBe('not_found')
      expect(await call(people.aiko, { ...ground, roomId: 7 })).toBe('not_found')
      expect(await call(people.aiko, { ...ground, roomId: await deletedRoom(aiko) })).toBe('not_found')
      expect(await call(people.aiko, { ...ground, roomId: people.dai.roomId })).toBe('not_found')
      if (inside.readonly !== 'done') expect(await call(people.chie)).toBe(inside.readonly)
      if (inside.member !== 'done') expect(await call(people.ben)).toBe(inside.member)
      if (inside.admin !== 'done') expect(await call(people.aiko)).toBe(inside.admin)
    })
    if (inside.readonly === 'done') expect(await call(people.chie)).toBe('done')
    if (inside.member === 'done') expect(await call(people.ben)).toBe('done')
    if (inside.admin === 'done') expect(await call(people.aiko)).toBe('done')
  })
}

async function prepare(stage: Scene, aiko: TestClient): Promise<Ground> {
  const { people, server } = stage
  const { id: roomId } = await makeGroup(aiko, [
    [people.ben, 'member'],
    [people.chie, 'readonly'],
    [people.bot, 'member'],
  ])
  await aiko.call(api.members.remove, { roomId, accountId: people.bot.accountId })
  const message = await say(overHttp(server, people.ben), roomId, 'おはようございます')
  const asked = { roomId, accountIds: [people.ben.accountId], body: '議事録', checklist: [{ text: '清書' }] }
  const { tasks } = await overHttp(server, people.ben).call(api.tasks.create, asked)
  return { roomId, message, task: tasks[0] as Task, people }
}

async function deletedRoom(aiko: TestClient): Promise<number> {
  const { id: roomId } = await makeGroup(aiko)
  await aiko.call(api.rooms.delete, { roomId })
  return roomId
}

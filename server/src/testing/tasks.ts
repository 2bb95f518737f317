import { api, type CallOf, type Task } from '@naniwa/contract'
import type { TestClient } from './client.ts'
import { makeGroup, type Scene } from './scene.ts'

/** A group of aiko’s with ben and chie as members. */
export interface Team {
  readonly aiko: TestClient
  readonly ben: TestClient
  readonly chie: TestClient
  readonly roomId: number
}

export async function team(stage: Scene): Promise<Team> {
  const [aiko, ben, chie] = [await stage.enter('aiko'), await stage.enter('ben'), await stage.enter('chie')]
  const { people } = stage
  const { id: roomId } = await makeGroup(aiko, [
    [people.ben, 'member'],
    [people.chie, 'member'],
  ])
  await Promise.all([ben.level(), chie.level()])
  return { aiko, ben, chie, roomId }
}

export type Asking = Partial<CallOf<typeof api.tasks.create>>

/** A task for oneself unless told otherwise. */
export async function ask(client: TestClient, roomId: number, asking: Asking = {}): Promise<Task> {
  const accountIds = [client.person.accountId]
  const { tasks } = await client.call(api.tasks.create, { roomId, accountIds, body: '箱の見本を頼む', ...asking })
  return tasks[0] as Task
}

/** What the product itself said in a room, oldest first. */
export async function systemLines(client: TestClient, roomId: number): Promise<string[]> {
  const { messages } = await client.call(api.messages.list, { roomId })
  return messages.filter(({ kind }) => kind === 'system').map(({ body }) => body)
}

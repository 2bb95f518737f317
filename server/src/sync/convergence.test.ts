import { api } from '@naniwa/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import type { Signed } from '../testing/app.ts'
import { connectClient, openClients, type TestClient } from '../testing/client.ts'
import { expectConvergence } from '../testing/converge.ts'
import { crowd, strangers as foreigners } from '../testing/crowd.ts'
import { type Deed, deeds, doDeed } from '../testing/deeds.ts'
import { seeded } from '../testing/line.ts'
import { makeGroup, say } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'

/** Set FC_SEED and FC_RUNS to look for more, or to see a failure again. */
const seed = Number(process.env.FC_SEED ?? Date.now() % 1_000_000)
const numRuns = Number(process.env.FC_RUNS ?? 10)

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

/** Two devices each. */
async function devices(people: readonly Signed[]): Promise<TestClient[]> {
  return await Promise.all(
    people.flatMap((person) => [connectClient(server, person, { answers: 'ask' }), connectClient(server, person)]),
  )
}

/** Something to begin with: a group of all, with words and tasks in it that everybody has before them. */
async function gather(people: readonly Signed[], clients: readonly TestClient[]): Promise<void> {
  const [first] = clients as [TestClient, ...TestClient[]]
  const accountIds = people.map(({ accountId }) => accountId)
  const { id: roomId } = await makeGroup(
    first,
    people.map((person) => [person, 'member']),
  )
  await say(first, roomId, 'はじめます')
  await first.call(api.tasks.create, { roomId, accountIds, body: 'まずこれ' })
  for (const client of clients) {
    await client.level()
    await client.open(roomId)
    await client.loadTasks(roomId)
  }
}

/** From here on the second devices have a bad line. */
function disturb(clients: readonly TestClient[], noise: number): void {
  const random = seeded(noise)
  for (const [place, client] of clients.entries()) {
    if (place % 2 === 1) client.disturb({ random, drop: 0.1, double: 0.1, delay: 0.2 })
  }
}

let games = 0

/** People nobody has met before, so that a failure does not depend on what was played earlier. */
async function play(rounds: readonly (readonly Deed[])[], noise: number): Promise<void> {
  games += 1
  const people = await crowd(server, `player-${games}`, 3)
  // One of another organization, who is met by becoming a contact alone.
  const strangers = await foreigners(server, `stranger-${games}`)
  const inside = await devices(people)
  const clients = [...inside, ...(await devices(strangers))]
  try {
    await gather(people, inside)
    disturb(clients, noise)
    for (const round of rounds)
      await Promise.all(round.map((deed) => doDeed(deed, clients, { server, people, strangers })))
    await expectConvergence(server)
  } finally {
    for (const client of openClients) await client.close()
  }
}

test(`whatever people do at the same time, over whatever line, every copy ends as a fresh one (seed ${seed})`, async () => {
  const rounds = fc.array(fc.array(deeds, { minLength: 1, maxLength: 6 }), { minLength: 5, maxLength: 20, size: 'max' })
  const result = await fc.check(fc.asyncProperty(rounds, fc.nat(), play), { seed, numRuns, endOnFailure: true })
  if (result.failed) throw result.errorInstance
}, 120_000)

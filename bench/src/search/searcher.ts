import { setTimeout as pause } from 'node:timers/promises'
import { readStatus } from '../../../server/src/search/status.ts'
import { type Somebody, signIn } from '../crowd.ts'
import type { BenchServer } from '../server.ts'
import { askWhole, type Timed } from './ask.ts'
import { accountId, PERSONS, type PersonName } from './plan.ts'
import { makeQueries } from './queries.ts'
import { bruteForce, type Library, readLibrary } from './truth.ts'

/** A query, and its newest hits by brute force. */
interface Question {
  readonly kind: string
  readonly query: string
  readonly truth: readonly string[]
}

/** Somebody with what they are going to ask. */
export interface Searcher {
  readonly name: PersonName
  readonly person: Somebody
  readonly rooms: number
  readonly messages: number
  readonly questions: readonly Question[]
}

/** One query of one person: how long it took, and whether the answer was right. */
export interface Asked extends Omit<Timed, 'hits'> {
  readonly person: PersonName
  readonly kind: string
  readonly query: string
  readonly equal: boolean
}

const FOUND = 40

/**
 * Everybody with their queries and the true answers, which are worked out beforehand: whoever measures has nothing else to do
 * meanwhile, and nobody's messages are kept.
 */
export async function prepareSearchers(
  server: BenchServer,
  count: number,
  say: (text: string) => void,
): Promise<Searcher[]> {
  const searchers: Searcher[] = []
  for (const [place, name] of PERSONS.entries()) {
    const person = await signIn(server.app, accountId(place))
    const library = await readLibrary(server.pool, person.accountId)
    const questions = makeQueries(library, count, new Date()).flatMap(({ name: kind, queries }) =>
      queries.map((query) => ({ kind, query, truth: truthOf(library, query) })),
    )
    const [rooms, messages] = [library.roomNames.size, library.lines.length]
    searchers.push({ name, person, rooms, messages, questions })
    say(`${name}: ${rooms} rooms, ${messages} messages, ${questions.length} queries`)
  }
  return searchers
}

/** The same with everything that was sent since then, when all of it is indexed. */
export async function bringUpToDate(
  server: BenchServer,
  searchers: readonly Searcher[],
  since: number,
): Promise<Searcher[]> {
  while ((await readStatus(server.app)).behind > 0) await pause(200)
  const levelled: Searcher[] = []
  for (const searcher of searchers) {
    const added = await readLibrary(server.pool, searcher.person.accountId, since)
    const questions = searcher.questions.map(({ kind, query, truth }) => {
      return { kind, query, truth: [...truthOf(added, query), ...truth].slice(0, FOUND) }
    })
    levelled.push({ ...searcher, messages: searcher.messages + added.lines.length, questions })
  }
  return levelled
}

function truthOf(library: Library, query: string): string[] {
  return bruteForce(library, query, FOUND, new Date()).map(keyOf)
}

function keyOf({ roomId, id }: { readonly roomId: number; readonly id: string }): string {
  return `${roomId}-${id}`
}

/** One query after the other. */
export async function askAll(port: number, searchers: readonly Searcher[], before: number): Promise<Asked[]> {
  const asked: Asked[] = []
  for (const { name, person, questions } of searchers) {
    for (const { kind, query, truth } of questions) {
      const { hits, ...timed } = await askWhole(port, person, query)
      asked.push({ person: name, kind, query, equal: isRight(hits, truth, before), ...timed })
    }
  }
  return asked
}

/** What was sent since the truth was worked out takes the first places, and behind it the answer is the same to the letter. */
function isRight(hits: Timed['hits'], truth: readonly string[], before: number): boolean {
  const known = hits.filter(({ createdAt }) => createdAt < before).map(keyOf)
  const expected = truth.slice(0, FOUND - (hits.length - known.length))
  const newFirst = hits.every(({ createdAt }, at) => at === 0 || createdAt <= (hits[at - 1]?.createdAt ?? 0))
  return newFirst && known.length === expected.length && known.every((key, at) => key === expected[at])
}

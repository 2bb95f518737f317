import type { Message } from '@naniwa/contract'
import type { Somebody } from '../crowd.ts'
import { ZONE } from './truth.ts'

export interface Answer {
  readonly hits: readonly Message[]
  readonly more: string | null
  readonly lag: number
}

/** One call through the door. */
export async function ask(port: number, { cookie }: Somebody, query: string, cursor?: string): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/api/search/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ query, timeZone: ZONE, ...(cursor !== undefined && { cursor }) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${query}: ${JSON.stringify(answer)}`)
  return answer as Answer
}

export interface Timed {
  /** Milliseconds until the first answer was there in full. */
  readonly first: number
  /** Milliseconds until 40 hits were there, or all. */
  readonly whole: number
  readonly calls: number
  readonly hits: readonly Message[]
  readonly lag: number
}

const PAGE = 40

/** Asks, and asks on while an answer had to stop early, as the list of hits does when it is looked at. */
export async function askWhole(port: number, person: Somebody, query: string): Promise<Timed> {
  const start = performance.now()
  let answer = await ask(port, person, query)
  const first = performance.now() - start
  const hits = [...answer.hits]
  let calls = 1
  let { lag } = answer
  while (answer.more !== null && hits.length < PAGE) {
    answer = await ask(port, person, query, answer.more)
    hits.push(...answer.hits)
    lag = Math.max(lag, answer.lag)
    calls += 1
  }
  return { first, whole: performance.now() - start, calls, hits: hits.slice(0, PAGE), lag }
}

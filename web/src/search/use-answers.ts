import { api, type File, type InputOf, type Message, type OutputOf, type Person, type Task } from '@naniwa/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { failureOf } from '../live/action.ts'
import { useClient, useStatus } from '../live/client.ts'
import { callHttp, type HttpPorts } from '../sync/http.ts'
import type { Failure } from '../text/failure.ts'

/** How long the keys rest before it is asked; ms. */
const QUIET = 120
/** An answer that was cut short by its time is gone on with by itself until there are so many messages. */
const ENOUGH = 20
/** …but not for longer than this. */
const ROUNDS = 10

export type FoundKind = 'messages' | 'tasks' | 'files'

export interface Found<Thing> {
  readonly hits: readonly Thing[]
  /** Where to go on; null when there is nothing older. */
  readonly more: string | null
}

export interface Answers {
  readonly query: string
  readonly messages: Found<Message>
  readonly tasks: Found<Task>
  readonly files: Found<File>
  readonly people: ReadonlyMap<number, Person>
  /** Seconds of changes that the index does not know yet. */
  readonly lag: number
  /** How long the first of it took. */
  readonly seconds: number
}

export interface Asking {
  /** Of this query or of the one before, until there is an answer. */
  readonly answers: Answers | null
  readonly isBusy: boolean
  readonly failure: Failure | null
  more(kind: FoundKind): void
  retry(): void
}

interface State {
  answers: Answers | null
  isBusy: boolean
  failure: Failure | null
}

const IDLE: State = { answers: null, isBusy: false, failure: null }
const ENDPOINTS = { messages: api.search.messages, tasks: api.search.tasks, files: api.search.files }
/** So that results are there at once on the way back to them. */
let last: { accountId: number; answers: Answers } | null = null

type Input = Pick<InputOf<typeof api.search.messages>, 'query' | 'timeZone'>

/**
 * Asks the server for what a query finds, each time it has changed and rested; what was asked before is given up. While
 * `isHeld`, as an input method converts, nothing is asked.
 */
export function useAnswers(query: string, isHeld: boolean): Asking {
  const client = useClient()
  const { kind: status } = useStatus()
  const isLive = status === 'live' || status === 'catchingUp'
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<State>(() => ({ ...IDLE, answers: kept(client.accountId, query) }))
  const round = useRef<AbortController | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again on demand
  useEffect(() => {
    if (query === '') return setState(IDLE)
    if (isHeld) return setState((state) => ({ ...state, isBusy: false }))
    // What is shown without a network must be of what is asked.
    if (!isLive) return setState(({ answers }) => ({ ...IDLE, answers: answers?.query === query ? answers : null }))
    const controller = new AbortController()
    round.current = controller
    const timer = setTimeout(() => void go(client.engine.ports, query, controller.signal, show), QUIET)
    function show(next: Partial<State>): void {
      if (controller.signal.aborted) return
      setState((state) => ({ ...state, ...next }))
      if (next.answers) last = { accountId: client.accountId, answers: next.answers }
    }
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [client, query, isHeld, isLive, attempt])

  const { answers } = state
  // What failed is asked again by hand alone.
  const isReady = !state.isBusy && state.failure === null
  const more = useCallback(
    (kind: FoundKind) => {
      const controller = round.current
      const cursor = answers?.[kind].more
      if (!isReady || !controller || !answers || answers.query !== query || cursor === null || cursor === undefined)
        return
      setState((state) => ({ ...state, isBusy: true }))
      askOn(client.engine.ports, answers, kind, controller.signal).then(
        (next) => !controller.signal.aborted && setState({ ...IDLE, answers: next }),
        (error) =>
          !controller.signal.aborted && setState((state) => ({ ...state, isBusy: false, failure: failureOf(error) })),
      )
    },
    [client, answers, query, isReady],
  )
  return { ...state, more, retry: () => setAttempt(attempt + 1) }
}

function kept(accountId: number, query: string): Answers | null {
  return last?.accountId === accountId && last.answers.query === query ? last.answers : null
}

async function go(
  ports: HttpPorts,
  query: string,
  signal: AbortSignal,
  show: (next: Partial<State>) => void,
): Promise<void> {
  show({ isBusy: true, failure: null })
  try {
    let answers = await askAll(ports, query, signal)
    for (let left = ROUNDS; left > 0 && isShort(answers) && !signal.aborted; left--) {
      show({ answers })
      answers = await askOn(ports, answers, 'messages', signal)
    }
    show({ answers, isBusy: false })
  } catch (error) {
    show({ isBusy: false, failure: failureOf(error) })
  }
}

function isShort({ messages }: Answers): boolean {
  return messages.more !== null && messages.hits.length < ENOUGH
}

async function askAll(ports: HttpPorts, query: string, signal: AbortSignal): Promise<Answers> {
  const start = performance.now()
  const input = inputOf(query)
  const [messages, tasks, files] = await Promise.all([
    callHttp(ports, ENDPOINTS.messages, input, signal),
    callHttp(ports, ENDPOINTS.tasks, input, signal),
    callHttp(ports, ENDPOINTS.files, input, signal),
  ])
  return {
    query,
    messages: foundOf(messages),
    tasks: foundOf(tasks),
    files: foundOf(files),
    people: withPeople(new Map(), messages, tasks, files),
    lag: Math.max(messages.lag, tasks.lag, files.lag),
    seconds: (performance.now() - start) / 1_000,
  }
}

async function askOn(ports: HttpPorts, answers: Answers, kind: FoundKind, signal: AbortSignal): Promise<Answers> {
  const cursor = answers[kind].more ?? undefined
  const input = { ...inputOf(answers.query), cursor }
  const answer = await callHttp(ports, ENDPOINTS[kind], input, signal)
  const hits = [...answers[kind].hits, ...answer.hits]
  return { ...answers, [kind]: { hits, more: answer.more }, people: withPeople(answers.people, answer) }
}

function inputOf(query: string): Input {
  return { query, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }
}

function foundOf<Thing>({ hits, more }: { hits: Thing[]; more: string | null }): Found<Thing> {
  return { hits, more }
}

type WithPeople = Pick<OutputOf<typeof api.search.messages>, 'people'>

function withPeople(known: ReadonlyMap<number, Person>, ...answers: WithPeople[]): ReadonlyMap<number, Person> {
  const all = answers.flatMap(({ people }) => people).map((person) => [person.accountId, person] as const)
  return new Map([...known, ...all])
}

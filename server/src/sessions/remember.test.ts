import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLanes } from '../db/lane.ts'
import { browser, type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast, PASSWORD } from '../testing/cast.ts'
import { authenticate } from './authenticate.ts'
import { rememberSessions } from './remember.ts'
import { revoke } from './revoke.ts'
import { signIn } from './signIn.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
})
afterAll(() => app.close())

/** Another session of Ben's. */
async function enter() {
  const visitor = browser()
  await signIn(app, visitor, { email: 'ben@example.com', password: PASSWORD })
  const session = await authenticate(app, visitor.token())
  if (!session) throw new Error('not signed in')
  return { ...visitor, ...session }
}

test('a revoked session is refused at once, although the door had remembered it, and its sockets are cut', async () => {
  const remembered = rememberSessions(app)
  const other = await enter()
  expect(await remembered(other.token())).not.toBeNull()
  await revoke(app, people.ben, { id: other.sessionId })
  expect(await remembered(other.token())).toBeNull()
  expect(app.heard.at(-1)).toEqual({
    kind: 'signedOut',
    accountId: people.ben.accountId,
    sessionId: other.sessionId,
  })
  remembered.close()
})

test('a session revoked while the door was looking it up is not remembered', async () => {
  const other = await enter()
  const slow = lateAnswers(app)
  const remembered = rememberSessions(slow.app)
  const looking = remembered(other.token())
  await slow.asked
  await revoke(app, people.ben, { id: other.sessionId })
  slow.answer()
  await looking
  expect(await remembered(other.token())).toBeNull()
  remembered.close()
})

/** An app whose first query is answered only when told to, with what was true when it was asked. */
function lateAnswers(real: TestApp) {
  let answer = () => {}
  let ask = () => {}
  const asked = new Promise<void>((resolve) => {
    ask = resolve
  })
  const told = new Promise<void>((resolve) => {
    answer = resolve
  })
  const db = real.db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      ask()
      await told
      return result
    },
  })
  return { app: { ...real, db, lanes: openLanes() }, asked, answer: () => answer() }
}

test('those who come at once are looked up together, and marked as seen together', async () => {
  const others = await Promise.all([1, 2, 3, 4, 5].map(enter))
  app.clock.advance(3_600_000)
  let queries = 0
  const counting = app.db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      queries += 1
      return result
    },
  })
  const remembered = rememberSessions({ ...app, db: counting, lanes: openLanes() })
  const tokens = [...others.map((other) => other.token()), `${people.ben.accountId.toString(36)}.${'a'.repeat(43)}`]
  const found = await Promise.all(tokens.map(remembered))
  remembered.close()
  expect(queries).toBe(2)
  expect(found.map((session) => session?.sessionId)).toEqual([...others.map(({ sessionId }) => sessionId), undefined])
  const rows = await app.db.selectFrom('session').select(['id', 'lastSeenAt']).execute()
  const seen = new Map(rows.map(({ id, lastSeenAt }) => [id, lastSeenAt.getTime()]))
  expect(others.every(({ sessionId }) => seen.get(sessionId) === app.clock.now().getTime())).toBe(true)
})

test('a session in use is looked up once in five seconds', async () => {
  let queries = 0
  const counting = app.db.withPlugin({
    transformQuery: ({ node }) => {
      queries += 1
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const remembered = rememberSessions({ ...app, db: counting, lanes: openLanes() })
  for (let n = 0; n < 5; n++) await remembered(people.aiko.token())
  const first = queries
  app.clock.advance(5_000)
  await remembered(people.aiko.token())
  remembered.close()
  // Of the two lookups the second may have brought `lastSeenAt` up to date as well.
  expect([first <= 2, queries > first]).toEqual([true, true])
})

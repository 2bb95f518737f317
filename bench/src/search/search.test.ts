import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { temporaryRoot } from '../../../server/src/testing/temporary.ts'
import { searchFigures, searchTable, summarize } from './print.ts'
import { runSearch, searchSizes } from './run.ts'

// What is found, never how long it took: that depends on the machine.

// People measure on a disk; here the data would only be waited for.
beforeAll(() => void vi.stubEnv('TMPDIR', temporaryRoot()))
afterAll(() => void vi.unstubAllEnvs())

test('the search benchmark asks every kind of query, and every answer equals the brute force', {
  timeout: 300_000,
}, async () => {
  const sizes = {
    ...searchSizes,
    messages: 2_000,
    rooms: 100,
    queries: 1,
    perSecond: 20,
    alone: 0.5,
    rebuild: true,
  } as const
  const report = await runSearch(sizes, () => {})
  for (const pass of [report.first, report.again, report.rebuild?.pass, report.quiet]) {
    const asked = pass?.asked ?? []
    const { queries, equal } = summarize(asked)
    expect(queries).toBe(asked.length)
    expect(equal).toBe(queries)
    expect(new Set(asked.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(11)
  }
  expect(report.sent.sent).toBeGreaterThan(0)
  expect(searchFigures(report)).toMatchObject({ bench: 'search', wrong: [] })
  expect(searchTable(report)).not.toContain('NaN')
})

import { expect, test } from 'vitest'
import { searchFigures, searchTable, summarize } from './print.ts'
import { runSearch, searchSizes } from './run.ts'

// What is found, never how long it took: that depends on the machine.

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

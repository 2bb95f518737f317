import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')

test('every rule of docs/sync.md has a test that bears its number, and no test bears another', () => {
  const stated = readFileSync(join(ROOT, 'docs/sync.md'), 'utf8').matchAll(/^\*\*S(\d+)\./gm)
  const titles = globSync('{contract,server,web,e2e}/**/*.test.ts', {
    cwd: ROOT,
    exclude: (path) => path.endsWith('node_modules'),
  }).flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?<='(?:\[S\d+\] )*)\[S(\d+)\]/g)])
  const unique = (found: Iterable<RegExpMatchArray>) =>
    [...new Set([...found].map(([, n]) => Number(n)))].sort((a, b) => a - b)
  expect(unique(titles)).toEqual(unique(stated))
})

import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const ASSETS = resolve(import.meta.dirname, '../web/dist/assets')

test('what checks the server’s input is not downloaded by browsers', () => {
  const scripts = readdirSync(ASSETS).filter((file) => file.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(10)
  expect(scripts.filter((file) => /_zod|safeParse/.test(readFileSync(resolve(ASSETS, file), 'utf8')))).toEqual([])
})

import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { naniwaOn } from '../../testing/command.ts'
import { temporaryDirectory } from '../../testing/temporary.ts'

let app: TestApp

beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('an export before an hour is over makes the directory, and says what is not in it', async () => {
  const parent = temporaryDirectory('export')
  onTestFinished(() => rm(parent, { recursive: true }))
  const directory = join(parent, 'not', 'there')
  const { out } = await naniwaOn(app, 'stats', 'export', directory)
  expect(out).toBe(`Wrote 0 files to ${directory}. The hour that is running is not in them.`)
  expect(await readdir(directory)).toEqual([])
})

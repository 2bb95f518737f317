import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hello } from '../../sync/hello.ts'
import { type TestApp, testApp } from '../../testing/app.ts'
import { type Cast, cast } from '../../testing/cast.ts'

const MAIN = join(resolve(import.meta.dirname, '../..'), 'main.ts')

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
})
afterAll(() => app.close())

/** The program itself, over the same database. */
async function naniwa(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH, DATABASE_URL: app.databaseUrl }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [MAIN, ...args], { env })
    return { code: 0, out: stdout.trim(), err: stderr.trim() }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout.trim(), err: stderr.trim() }
  }
}

const CREATE = ['room', 'create', '--name', '窓口', '--owner', 'aiko@example.com']

test('an address without an account and somebody out of reach are refused in one line, and nothing is made', async () => {
  const [unknown, outsider] = await Promise.all([
    naniwa(...CREATE, '--member', 'nobody@example.com', '--json'),
    naniwa(...CREATE, '--member', 'dai@example.com'),
  ])
  expect([unknown.code, JSON.parse(unknown.out).error.code]).toEqual([1, 'not_found'])
  expect(outsider).toEqual({
    code: 1,
    out: '',
    err: 'Somebody is neither of the organization nor a contact of aiko@example.com: others join by link.',
  })
  const { rooms } = await hello(app, people.aiko)
  expect(rooms.map(({ roomId }) => roomId)).toEqual([people.aiko.roomId])
}, 20_000)

test('a room is made in its owner’s name, with the members named', async () => {
  const members = ['--member', 'Ben@example.com', '--member', 'chie@example.com', '--member', 'ben@example.com']
  const { code, out } = await naniwa(...CREATE, '--description', '相談はこちら', ...members, '--json')
  const made = JSON.parse(out)
  expect([code, made]).toMatchObject([0, { name: '窓口', members: 3 }])
  for (const person of [people.aiko, people.ben, people.chie]) {
    expect((await hello(app, person)).rooms.map(({ roomId }) => roomId)).toContain(made.roomId)
  }
}, 20_000)

import { afterAll, beforeAll, expect, test } from 'vitest'
import { hello } from '../../sync/hello.ts'
import { type TestApp, testApp } from '../../testing/app.ts'
import { type Cast, cast } from '../../testing/cast.ts'
import { naniwaOn } from '../../testing/command.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
})
afterAll(() => app.close())

const naniwa = (...args: string[]) => naniwaOn(app, ...args)

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
})

test('a room is made in its owner’s name, with the members named', async () => {
  const members = ['--member', 'Ben@example.com', '--member', 'chie@example.com', '--member', 'ben@example.com']
  const { code, out } = await naniwa(...CREATE, '--description', '相談はこちら', ...members, '--json')
  const made = JSON.parse(out)
  expect([code, made]).toMatchObject([0, { name: '窓口', members: 3 }])
  for (const person of [people.aiko, people.ben, people.chie]) {
    expect((await hello(app, person)).rooms.map(({ roomId }) => roomId)).toContain(made.roomId)
  }
})

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readQuota } from '../../files/storage.ts'
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

const naniwa = (...args: string[]) => naniwaOn(app, 'organization', ...args)
const quota = () => readQuota(app, app.db, people.aiko.organizationId)

test('an organization that is not there and a size that is none change nothing', async () => {
  expect(await naniwa('quota', 'Hibari', '5')).toMatchObject({ code: 1, err: expect.stringContaining('"Hibari"') })
  const err = 'error: a number of gigabytes, or "default".'
  for (const size of ['-1', 'much', '1e3', '', '99999999999']) {
    expect(await naniwa('quota', 'Minamo', '--', size)).toMatchObject({ code: 1, err })
  }
  expect(await quota()).toBe(app.config.quotaBytes)
})

test('one organization gets a quota of its own, by name or number, and the server’s again', async () => {
  expect((await naniwa('quota', 'Minamo', '1.5')).out).toBe('Minamo may keep 1.5 GB.')
  expect(await quota()).toBe(1.5 * 1_024 ** 3)
  const { organizations } = JSON.parse((await naniwa('list', '--json')).out)
  expect(organizations[0]).toMatchObject({ name: 'Minamo', usedBytes: 0, quotaBytes: 1.5 * 1_024 ** 3 })
  expect((await naniwa('list')).out).toMatch(/^\d+\t\d+\t0 GB\t1\.5 GB\tMinamo\n/)
  const { code, out } = await naniwa('quota', String(people.aiko.organizationId), 'default', '--json')
  expect([code, JSON.parse(out).quotaBytes]).toEqual([0, null])
  expect(await quota()).toBe(app.config.quotaBytes)
})

test('a command line that means nothing is answered on stderr, with --json as an error on stdout', async () => {
  const wrong: [string, string][] = [
    ['organization quota Minamo much', 'a number of gigabytes'],
    ['organization dance', "unknown command 'dance'"],
    ['organization', 'Usage: naniwa organization'],
    ['account create', 'required option'],
    ['stats --days 0', 'a whole number from 1 to 400'],
  ]
  for (const [line, message] of wrong) {
    const words = line.split(' ')
    const said = expect.stringContaining(message)
    expect(await naniwaOn(app, ...words)).toEqual({ code: 1, out: '', err: said })
    const { code, out, err } = await naniwaOn(app, ...words, '--json')
    expect([code, JSON.parse(out), err]).toEqual([1, { error: { code: 'failed', message: said } }, ''])
  }
})

test('of two with one name the number says which', async () => {
  await sql`update organization set name = 'Minamo'`.execute(app.db)
  expect(await naniwa('quota', 'Minamo', '5')).toMatchObject({ code: 1 })
  expect(await naniwa('quota', String(people.aiko.organizationId), '5')).toMatchObject({ code: 0 })
  expect(await quota()).toBe(5 * 1_024 ** 3)
  const stats = (organization: string) => naniwaOn(app, 'stats', '--organization', organization, '--json')
  expect(JSON.parse((await stats('Minamo')).out).error.message).toMatch(/^No one organization is "Minamo": /)
  expect((await stats('Hibari')).code).toBe(1)
  expect((await stats(String(people.aiko.organizationId))).code).toBe(0)
})

test('the epoch is another one after it was renewed', async () => {
  const { out } = await naniwaOn(app, 'epoch', 'renew', '--json')
  const { rows } = await sql<{ value: string }>`select value from server_state where name = 'epoch'`.execute(app.db)
  expect(JSON.parse(out).epoch).toBe(rows[0]?.value)
  expect((await naniwaOn(app, 'epoch', 'renew', '--json')).out).not.toBe(out)
})

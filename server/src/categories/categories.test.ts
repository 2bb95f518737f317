import { api } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { outcome, overHttp, scene } from '../testing/scene.ts'

const stage = scene()

test('nobody changes or removes a category of somebody else’s, or one that is gone', async () => {
  const { server } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id } = await aiko.call(api.categories.save, { name: 'わたしの' })
  for (const client of [ben, overHttp(server, stage.people.dai)]) {
    expect(await outcome(client.call(api.categories.save, { id, name: '取った' }))).toBe('not_found')
    expect(await outcome(client.call(api.categories.remove, { id }))).toBe('not_found')
  }
  expect(await outcome(overHttp(server).call(api.categories.save, { name: 'x' }))).toBe('unauthenticated')
  expect(await outcome(overHttp(server).call(api.categories.remove, { id }))).toBe('unauthenticated')
  await aiko.call(api.categories.remove, { id })
  expect(await outcome(aiko.call(api.categories.save, { id, name: '戻す' }))).toBe('not_found')
  expect(await outcome(aiko.call(api.categories.remove, { id }))).toBe('not_found')
  await ben.level()
  expect(ben.heard('category')).toEqual([])
})

test('a new category needs a name, stands last, and other devices see it', async () => {
  const [desk, phone] = [await stage.enter('chie'), await stage.enter('chie')]
  expect(await outcome(desk.call(api.categories.save, { position: 0 }))).toBe('invalid_input')
  expect(await outcome(desk.call(api.categories.save, { name: '  ' }))).toBe('invalid_input')
  const first = await desk.call(api.categories.save, { name: ' 社内 ' })
  const second = await desk.call(api.categories.save, { name: '社外' })
  expect([first.name, first.position, second.position, first.collapsed]).toEqual(['社内', 0, 1, false])
  await phone.level()
  expect(phone.replica.categories).toEqual(desk.replica.categories)
  expect(phone.replica.categories.size).toBe(2)
})

test('fields that are left out stay', async () => {
  const aiko = await stage.enter('aiko')
  const { id } = await aiko.call(api.categories.save, { name: '案件', position: 7 })
  expect(await aiko.call(api.categories.save, { id, collapsed: true })).toMatchObject({ name: '案件', position: 7 })
  const after = await aiko.call(api.categories.save, { id, name: '案件A', collapsed: false })
  expect(after).toMatchObject({ name: '案件A', position: 7, collapsed: false })
})

test('the hundred and first category is refused, and those removed do not count', async () => {
  const bot = await stage.enter('bot')
  const saved = await Promise.all(Array.from({ length: 60 }, (_, n) => bot.call(api.categories.save, { name: `${n}` })))
  await bot.call(api.categories.remove, { id: saved[0]?.id as number })
  const rest = await Promise.all(
    Array.from({ length: 42 }, (_, n) => outcome(bot.call(api.categories.save, { name: `あ${n}` }))),
  )
  expect(rest.filter((one) => one === 'done')).toHaveLength(41)
  expect(rest.filter((one) => one === 'limit_reached')).toHaveLength(1)
})

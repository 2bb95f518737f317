import type { Person } from '@naniwa/contract'
import { describe, expect, test } from 'vitest'
import { matchPerson } from './colleagues.ts'

const HOME = 1

function person(name: string, more: Partial<Person> = {}): Person {
  const own = {
    accountId: 7,
    reading: '',
    organizationId: HOME,
    organizationName: 'みなも製菓',
    department: '',
    title: '',
    avatar: null,
  }
  return { ...own, ...more, name }
}

describe('finding a person', () => {
  test('a name is found without its space, in any width and either kana', () => {
    expect(matchPerson(person('山本 彩'), '山本彩', HOME)).toBeGreaterThan(0)
    expect(matchPerson(person('サイトウ ミナ'), 'さいとう', HOME)).toBeGreaterThan(0)
    expect(matchPerson(person('Emma Clark'), 'ｅｍｍａ', HOME)).toBeGreaterThan(0)
    expect(matchPerson(person('山本 彩'), '中村', HOME)).toBe(0)
  })

  test('a department finds its people, after those whose name it is', () => {
    const byDepartment = matchPerson(person('伊藤 健', { department: '営業' }), '営業', HOME)
    expect(byDepartment).toBeGreaterThan(0)
    expect(matchPerson(person('営業 太郎'), '営業', HOME)).toBeGreaterThan(byDepartment)
  })

  test('an organization finds only people from outside: at home everyone would match', () => {
    const tanabe = person('田辺 涼', { organizationId: 2, organizationName: 'つむぎデザイン' })
    expect(matchPerson(tanabe, 'つむぎ', HOME)).toBeGreaterThan(0)
    expect(matchPerson(person('山本 彩'), 'みなも', HOME)).toBe(0)
  })
})

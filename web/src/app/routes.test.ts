import { describe, expect, test } from 'vitest'
import { routeOf } from './routes.ts'

const at = (path: string) => routeOf(new URL(path, 'http://chat.example'))

describe('addresses', () => {
  test('lead to rooms and messages', () => {
    expect(at('/rooms/12')).toEqual({ page: 'room', roomId: 12, at: null })
    expect(at('/rooms/12/345')).toEqual({ page: 'room', roomId: 12, at: '345' })
  })

  test('of the field lead there too', () => {
    expect(at('/#!rid12-345')).toEqual({ page: 'room', roomId: 12, at: '345' })
    expect(at('/#!rid12')).toEqual({ page: 'room', roomId: 12, at: null })
  })

  test('that mean nothing are told apart', () => {
    for (const path of ['/rooms/x', '/rooms/-1', '/nothing', '/g', '/rooms/1/2/3'])
      expect(at(path).page).toBe('nowhere')
  })

  test('after signing in stay on this site', () => {
    expect(at('/sign-in?then=/g/abc')).toEqual({ page: 'signIn', next: '/g/abc' })
    for (const then of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
      expect(at(`/sign-in?then=${encodeURIComponent(then)}`)).toEqual({ page: 'signIn', next: null })
    }
  })
})

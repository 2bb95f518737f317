import { describe, expect, test } from 'vitest'
import { paths } from '../frame/paths.ts'
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

  test('lead to the tasks, and to one that is open beside them', () => {
    expect(at('/tasks')).toEqual({ page: 'tasks', view: 'list', task: null })
    expect(at('/tasks/board')).toEqual({ page: 'tasks', view: 'board', task: null })
    expect(at('/tasks?task=12-345')).toEqual({ page: 'tasks', view: 'list', task: { roomId: 12, id: 345 } })
    for (const task of ['12', '0-1', '12-x', '12-345-6'])
      expect(at(`/tasks?task=${task}`)).toMatchObject({ task: null })
  })

  test('lead to what an application asks', () => {
    expect(at('/oauth/consent/ab-1')).toEqual({ page: 'consent', uid: 'ab-1' })
    expect(at('/oauth/consent').page).toBe('nowhere')
  })

  test('lead to files, of all rooms or of one', () => {
    expect(at('/files')).toEqual({ page: 'files', roomId: null })
    expect(at('/files?room=12')).toEqual({ page: 'files', roomId: 12 })
    for (const room of ['x', '-1', '1.5']) expect(at(`/files?room=${room}`)).toEqual({ page: 'files', roomId: null })
  })

  test('that mean nothing are told apart', () => {
    for (const path of ['/rooms/x', '/rooms/-1', '/nothing', '/g', '/rooms/1/2/3', '/tasks/x'])
      expect(at(path).page).toBe('nowhere')
  })

  test('lead through founding back to a room’s link', () => {
    expect(at(paths.found('organization', '/g/abc'))).toEqual({ page: 'found', step: 'organization', next: '/g/abc' })
    expect(at(paths.found('invite', '/g/abc'))).toEqual({ page: 'found', step: 'invite', next: '/g/abc' })
    expect(paths.found()).toBe('/found')
  })

  test('after signing in stay on this site', () => {
    expect(at('/sign-in?then=/g/abc')).toEqual({ page: 'signIn', next: '/g/abc' })
    for (const then of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
      expect(at(`/sign-in?then=${encodeURIComponent(then)}`)).toEqual({ page: 'signIn', next: null })
      expect(at(`/found?then=${encodeURIComponent(then)}`)).toMatchObject({ page: 'found', next: null })
    }
  })
})

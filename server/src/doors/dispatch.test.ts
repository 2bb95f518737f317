import { expect, test } from 'vitest'
import { CommittedAlone } from '../db/errors.ts'
import { bodyOf } from './dispatch.ts'

test('of what the primary alone has nobody is told that the database is away: it was done, and may be undone', () => {
  const alone = bodyOf(new CommittedAlone('the wait was cancelled'))
  expect(alone).toMatchObject({ code: 'unavailable', retryAfter: 2 })
  expect(alone.message).toContain('it was done')
  const away = bodyOf(Object.assign(new Error('connect ECONNREFUSED'), { syscall: 'connect' }))
  expect(away).toMatchObject({ code: 'unavailable', message: 'the database cannot be reached' })
})

import { expect, test } from 'vitest'
import { isLoopback, readConfig } from './config.ts'
import { Fatal } from './lib/fatal.ts'

function mistakesOf(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof Fatal) return error.message
    throw error
  }
  return ''
}

test('an empty environment serves this machine alone, from the checkout', () => {
  const config = readConfig({ PATH: '/bin', DATABASE_URL: '' }, '/srv/data')
  expect(config).toEqual({
    accessDays: 400,
    roles: ['web', 'worker'],
    host: '127.0.0.1',
    port: 8080,
    dataDirectory: '/srv/data',
    databaseUrl: undefined,
    databaseDirectUrl: undefined,
    databaseReplicaUrl: undefined,
    redisUrl: undefined,
    url: 'http://127.0.0.1:8080',
    rateLimits: 'on',
    apiCalls: 300,
    apiPosts: 10,
    smtpUrl: undefined,
    mailFrom: 'Naniwa <naniwa@localhost>',
    bucket: null,
    blobs: 'disk',
    archive: null,
    quotaBytes: null,
    clamdSocket: undefined,
    scan: 'required',
    webhookLoopback: 'off',
    push: 'on',
    appRegistration: 'on',
    logLevel: 'info',
    metricsPort: undefined,
    trustProxy: 0,
  })
  expect(Object.isFrozen(config)).toBe(true)
})

test('every mistake is listed at once', () => {
  const text = mistakesOf({
    PORT: '80a',
    NANIWA_LOG_LEVEL: 'loud',
    NANIWA_URL: 'https://a.example/chat',
    MAIL_FROM: 'me',
  })
  expect(text.split('\n')).toHaveLength(5)
  expect(text).toContain('PORT is a whole number from 0 to 65535, not "80a".')
  expect(text).toContain('NANIWA_LOG_LEVEL is fatal or error')
})

test('what programs may call is a number above zero', () => {
  expect(readConfig({ NANIWA_API_CALLS: '3000', NANIWA_API_POSTS: '1' })).toMatchObject({
    apiCalls: 3_000,
    apiPosts: 1,
  })
  expect(mistakesOf({ NANIWA_API_CALLS: '0' })).toContain('NANIWA_API_CALLS is a whole number from 1 to 999999')
})

test('one process of several needs what they share', () => {
  const shared = { DATABASE_URL: 'postgres://u:p@h/d', REDIS_URL: 'redis://h' }
  expect(readConfig({ NANIWA_ROLES: 'worker', ...shared }).roles).toEqual(['worker'])
  expect(readConfig({ NANIWA_ROLES: 'worker, web' }).roles).toEqual(['web', 'worker'])
  expect(mistakesOf({ NANIWA_ROLES: 'web', DATABASE_URL: shared.DATABASE_URL })).toContain('they share a REDIS_URL')
  expect(mistakesOf({ NANIWA_ROLES: 'worker', REDIS_URL: shared.REDIS_URL })).toContain('they share a DATABASE_URL')
  expect(mistakesOf({ NANIWA_ROLES: 'web,queen' })).toContain('NANIWA_ROLES is web, worker, or both with a comma')
})

test('other ways to a database are ways to one that is named', () => {
  const url = 'postgres://u:p@h/d'
  expect(readConfig({ DATABASE_URL: url, DATABASE_DIRECT_URL: url, DATABASE_REPLICA_URL: url }).databaseDirectUrl).toBe(
    url,
  )
  expect(mistakesOf({ DATABASE_DIRECT_URL: url })).toContain('DATABASE_DIRECT_URL goes with a DATABASE_URL')
  expect(mistakesOf({ DATABASE_REPLICA_URL: url })).toContain('DATABASE_REPLICA_URL goes with a DATABASE_URL')
})

test('files go to a bucket once there is one, and say where that is', () => {
  expect(readConfig({ S3_BUCKET: 'minamo-chat', AWS_REGION: 'ap-northeast-1' })).toMatchObject({
    bucket: { name: 'minamo-chat', region: 'ap-northeast-1', endpoint: undefined },
    blobs: 's3',
    archive: null,
  })
  const own = { S3_BUCKET: 'minamo', S3_ENDPOINT: 'https://s3.example.com/', NANIWA_ARCHIVE_DAYS: '90' }
  expect(readConfig({ ...own, NANIWA_BLOBS: 'disk' })).toMatchObject({
    bucket: { endpoint: 'https://s3.example.com' },
    blobs: 'disk',
    archive: { days: 90, storageClass: 'GLACIER' },
  })
  expect(mistakesOf({ S3_BUCKET: 'No' })).toContain('S3_BUCKET is 3 to 63 small letters')
  expect(mistakesOf({ NANIWA_BLOBS: 's3' })).toContain('NANIWA_BLOBS=s3 asks for S3_BUCKET.')
  expect(mistakesOf({ NANIWA_ARCHIVE_DAYS: '90' })).toContain('NANIWA_ARCHIVE_DAYS asks for S3_BUCKET.')
  expect(mistakesOf({ ...own, NANIWA_URL: 'https://s3.example.com' })).toContain('an origin of its own')
})

test('a misspelt NANIWA_ variable is a mistake', () => {
  expect(mistakesOf({ NANIWA_RATELIMITS: 'off' })).toContain('NANIWA_RATELIMITS is not a variable of Naniwa')
})

test('a wrong DATABASE_URL is refused without showing its password', () => {
  const text = mistakesOf({ DATABASE_URL: 'mysql://root:hunter2@db/app' })
  expect(text).toContain('DATABASE_URL looks like postgres://')
  expect(text).not.toContain('hunter2')
})

test('rate limits are switched off on a loopback address only', () => {
  expect(readConfig({ NANIWA_RATE_LIMITS: 'off' }).rateLimits).toBe('off')
  expect(mistakesOf({ NANIWA_RATE_LIMITS: 'off', HOST: '0.0.0.0' })).toContain('asks for HOST=127.0.0.1')
})

test('the public URL follows HOST and PORT, and keeps no slash', () => {
  expect(readConfig({ HOST: '::1', PORT: '81' }).url).toBe('http://[::1]:81')
  expect(readConfig({ HOST: '0.0.0.0' }).url).toBe('http://localhost:8080')
  expect(readConfig({ NANIWA_URL: 'https://chat.example.com/' }).url).toBe('https://chat.example.com')
})

test('a quota is told in gigabytes, and a scanner that is required has to be somewhere', () => {
  expect(readConfig({ NANIWA_QUOTA_GB: '10' }).quotaBytes).toBe(10 * 1024 ** 3)
  expect(readConfig({ NANIWA_QUOTA_GB: '0' }).quotaBytes).toBe(0)
  expect(mistakesOf({ NANIWA_QUOTA_GB: '1.5' })).toContain('NANIWA_QUOTA_GB is a whole number from 0 to 999999')
  expect(mistakesOf({ CLAMD_SOCKET: 'clamd.ctl' })).toContain('CLAMD_SOCKET is the absolute path of a socket')
  expect(mistakesOf({ NANIWA_SCAN: 'required' })).toContain('set CLAMD_SOCKET')
  expect(readConfig({ NANIWA_SCAN: 'optional', CLAMD_SOCKET: '/run/clamd.ctl' })).toMatchObject({
    scan: 'optional',
    clamdSocket: '/run/clamd.ctl',
  })
})

test('loopback is 127.0.0.0/8, ::1 and localhost', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', 'localhost'].every(isLoopback)).toBe(true)
  expect(['0.0.0.0', '::', '10.0.0.1', '127.example.com'].some(isLoopback)).toBe(false)
})

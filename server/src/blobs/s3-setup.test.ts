import { randomBytes } from 'node:crypto'
import { GetBucketLifecycleConfigurationCommand, PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { type Config, readConfig } from '../config.ts'
import { systemClock } from '../lib/clock.ts'
import { bucketOf, environmentOf, withCeph } from '../testing/bucket.ts'
import { hasCeph } from '../testing/rgw.ts'
import type { Bucket } from './bucket.ts'
import { s3Blobs } from './s3.ts'
import { openBucket } from './s3-client.ts'
import { readRules, setUpBucket } from './s3-setup.ts'

const OURS = 'https://chat.example.com'

/** What `naniwa blobs setup` makes of a bucket. */
describe.skipIf(!hasCeph)('on Ceph, a bucket that is set up', () => {
  const rgw = withCeph()
  function configured(name: string, env: Record<string, string> = {}): Config & { bucket: Bucket } {
    const bucket = bucketOf(rgw(), name)
    return { ...readConfig({ ...environmentOf(bucket), NANIWA_URL: OURS, ...env }), bucket }
  }

  test('it is made once, and its rules are those of the configuration', async () => {
    const config = configured('rules')
    expect(await readRules(config)).toBeNull()
    expect(await setUpBucket(config)).toBe('made')
    expect(await readRules(config)).toEqual({ cors: true, unfinished: true, archive: null })
    const archiving = configured('rules', { NANIWA_ARCHIVE_DAYS: '90' })
    expect(await setUpBucket(archiving)).toBe('found')
    expect(await readRules(archiving)).toMatchObject({ archive: { days: 90, storageClass: 'GLACIER' } })
    expect((await readRules({ ...config, url: 'https://other.example.com' }))?.cors).toBe(false)
    await setUpBucket(config)
    expect((await readRules(config))?.archive).toBeNull()
  })

  test('rules that somebody else made stay', async () => {
    const config = configured('shared')
    await setUpBucket(config)
    const client = openBucket(config.bucket)
    const theirs = { ID: 'theirs', Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 400 } } as const
    const LifecycleConfiguration = { Rules: [theirs] }
    await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket: 'shared', LifecycleConfiguration }))
    expect((await readRules(config))?.unfinished).toBe(false)
    await setUpBucket(config)
    await setUpBucket(config)
    expect((await readRules(config))?.unfinished).toBe(true)
    const { Rules = [] } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'shared' }))
    expect(Rules.map(({ ID }) => ID).sort()).toEqual(['naniwa-unfinished', 'theirs'])
  })

  test('a browser may use an address from our pages, and from no others', async () => {
    const config = configured('browsers')
    await setUpBucket(config)
    const blobs = s3Blobs({ bucket: config.bucket, clock: systemClock })
    const key = `${randomBytes(16).toString('hex')}/file`
    const upload = { key, handle: await blobs.begin(key, 4) }
    const url = await blobs.partUrl(upload, { number: 1, size: 4 }, new Date(Date.now() + 60_000))
    const asked = (origin: string) =>
      fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'PUT' } })
    expect((await asked(OURS)).headers.get('access-control-allow-origin')).toBe(OURS)
    expect((await asked('https://evil.example.com')).headers.get('access-control-allow-origin')).toBeNull()
    const sent = await fetch(url, { method: 'PUT', body: 'four', headers: { origin: OURS } })
    expect([sent.status, sent.headers.get('access-control-allow-origin')]).toEqual([200, OURS])
  })

  test('nobody gets anything without an address', async () => {
    const config = configured('closed')
    await setUpBucket(config)
    const blobs = s3Blobs({ bucket: config.bucket, clock: systemClock })
    const blob = randomBytes(16).toString('hex')
    await blobs.put(`${blob}/file`, Buffer.from('secret'))
    const bare = `${rgw().endpoint}/closed`
    for (const url of [bare, `${bare}/files/${blob}`]) expect((await fetch(url)).status).toBe(403)
    expect((await fetch(`${bare}/files/${blob}`, { method: 'PUT', body: 'mine' })).status).toBe(403)
  })
})

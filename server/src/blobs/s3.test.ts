import { describe, expect, test } from 'vitest'
import { settableClock } from '../lib/clock.ts'
import { bucketOf, makeBucket, withCeph } from '../testing/bucket.ts'
import { hasCeph } from '../testing/rgw.ts'
import { testBlobs } from './blobs.contract.ts'
import { bucketOrigin } from './bucket.ts'
import { s3Blobs } from './s3.ts'

describe.skipIf(!hasCeph)('on Ceph', () => {
  const rgw = withCeph()
  testBlobs(async () => {
    const bucket = await makeBucket(bucketOf(rgw(), 'contract'))
    const clock = settableClock(new Date())
    const blobs = s3Blobs({ bucket, clock })
    return { blobs, base: bucket.endpoint, clock, partBytes: 65_536, runs: 4, close: async () => {} }
  })
})

test('pages may use the very origin that addresses have, at Amazon too', async () => {
  process.env.AWS_ACCESS_KEY_ID ??= 'AKIAEXAMPLE'
  process.env.AWS_SECRET_ACCESS_KEY ??= 'secret'
  const clock = settableClock(new Date())
  const until = new Date(clock.now().getTime() + 60_000)
  for (const region of ['us-east-1', 'ap-northeast-1']) {
    const bucket = { name: 'minamo-chat', region, endpoint: undefined }
    const upload = { key: `${'a'.repeat(32)}/file`, handle: 's3:upload' }
    const url = await s3Blobs({ bucket, clock }).partUrl(upload, { number: 1, size: 4 }, until)
    expect(new URL(url).origin).toBe(bucketOrigin(bucket))
  }
})

import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll } from 'vitest'
import { openBucket } from '../blobs/s3-client.ts'
import { type TestRgw, testRgw } from './rgw.ts'

/** A Ceph for a file of tests, by whose keys this process works. To be called once, inside `describe`. */
export function withCeph(): () => TestRgw {
  let rgw: TestRgw | undefined
  beforeAll(async () => {
    rgw = await testRgw()
    process.env.AWS_ACCESS_KEY_ID = rgw.accessKeyId
    process.env.AWS_SECRET_ACCESS_KEY = rgw.secretAccessKey
  })
  afterAll(() => rgw?.close())
  return () => {
    if (!rgw) throw new Error('Ceph starts in beforeAll')
    return rgw
  }
}

export interface TestBucket {
  readonly name: string
  readonly region: string
  readonly endpoint: string
}

export function bucketOf({ endpoint }: Pick<TestRgw, 'endpoint'>, name: string): TestBucket {
  return { name, region: 'us-east-1', endpoint }
}

export async function makeBucket(bucket: TestBucket): Promise<TestBucket> {
  await openBucket(bucket).send(new CreateBucketCommand({ Bucket: bucket.name }))
  return bucket
}

/** What a server is told of it. */
export function environmentOf({ name, endpoint }: TestBucket): Record<string, string> {
  return { S3_BUCKET: name, S3_ENDPOINT: endpoint }
}

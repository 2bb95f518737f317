import {
  type BucketLocationConstraint,
  type CORSRule,
  CreateBucketCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  HeadBucketCommand,
  type LifecycleRule,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
  type TransitionStorageClass,
} from '@aws-sdk/client-s3'
import type { Config } from '../config.ts'
import type { Bucket } from './bucket.ts'
import { isAnswer, openBucket } from './s3-client.ts'
import { FILES } from './s3-objects.ts'

/** Uploads are over after seven days; what is left of them goes a day later. */
const UNFINISHED_DAYS = 8
const CORS = 'naniwa'
const UNFINISHED = 'naniwa-unfinished'
const ARCHIVE = 'naniwa-archive'

/** What a bucket must let browsers do, and what it does by itself. */
export interface Rules {
  readonly cors: boolean
  readonly unfinished: boolean
  /** Null: nothing is archived. */
  readonly archive: { readonly days: number; readonly storageClass: string } | null
}

/**
 * Makes the bucket if it is not there, closes it to the public, and gives it the rules that the configuration asks for. Rules that are not
 * ours stay. Can be done as often as wanted.
 */
export async function setUpBucket(config: Config & { bucket: Bucket }): Promise<'made' | 'found'> {
  const client = openBucket(config.bucket)
  const Bucket = config.bucket.name
  const made = await ensureBucket(client, config.bucket)
  if (config.bucket.endpoint === undefined) await closeToPublic(client, Bucket)
  const others = (await readCors(client, Bucket)).filter(({ ID }) => ID !== CORS)
  const CORSRules = [...others, corsRule(new URL(config.url).origin)]
  await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }))
  const kept = (await readLifecycle(client, Bucket)).filter(({ ID = '' }) => ![UNFINISHED, ARCHIVE].includes(ID))
  const Rules = [...kept, ...lifecycleRules(config)]
  await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }))
  return made
}

/** The rules the bucket has now; null where there is none. */
export async function readRules({ url, bucket }: Config & { bucket: Bucket }): Promise<Rules | null> {
  const client = openBucket(bucket)
  if (!(await isThere(client, bucket.name))) return null
  const cors = await readCors(client, bucket.name)
  const rules = await readLifecycle(client, bucket.name)
  const [move] = rules.find(({ ID, Status }) => ID === ARCHIVE && Status === 'Enabled')?.Transitions ?? []
  const allowed = (rule: CORSRule) => rule.AllowedOrigins?.includes(url) && rule.AllowedMethods?.includes('PUT')
  return {
    cors: cors.some(allowed),
    unfinished: rules.some(({ ID }) => ID === UNFINISHED),
    archive: move ? { days: move.Days ?? 0, storageClass: move.StorageClass ?? '' } : null,
  }
}

async function isThere(client: S3Client, Bucket: string): Promise<boolean> {
  try {
    await client.send(new HeadBucketCommand({ Bucket }))
    return true
  } catch (error) {
    if (isAnswer(error, 'NotFound', 404)) return false
    throw error
  }
}

async function ensureBucket(client: S3Client, { name, region, endpoint }: Bucket): Promise<'made' | 'found'> {
  if (await isThere(client, name)) return 'found'
  const elsewhere = endpoint === undefined && region !== 'us-east-1'
  const place = { LocationConstraint: region as BucketLocationConstraint }
  await client.send(new CreateBucketCommand({ Bucket: name, ...(elsewhere && { CreateBucketConfiguration: place }) }))
  return 'made'
}

/**
 * Nobody gets anything without an address that we signed, whatever somebody clicks later. Other stores are closed unless told otherwise;
 * Ceph 16 would take this for a reason to refuse our own objects.
 */
async function closeToPublic(client: S3Client, Bucket: string): Promise<void> {
  const PublicAccessBlockConfiguration = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  }
  await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }))
}

async function readCors(client: S3Client, Bucket: string): Promise<CORSRule[]> {
  return await client.send(new GetBucketCorsCommand({ Bucket })).then(
    ({ CORSRules = [] }) => CORSRules,
    (error: unknown) => (isAnswer(error, 'NoSuchCORSConfiguration', 404) ? [] : Promise.reject(error)),
  )
}

async function readLifecycle(client: S3Client, Bucket: string): Promise<LifecycleRule[]> {
  return await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })).then(
    ({ Rules = [] }) => Rules,
    (error: unknown) => (isAnswer(error, 'NoSuchLifecycleConfiguration', 404) ? [] : Promise.reject(error)),
  )
}

function corsRule(origin: string): CORSRule {
  return {
    ID: CORS,
    AllowedOrigins: [origin],
    AllowedMethods: ['GET', 'HEAD', 'PUT'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag', 'Content-Range', 'Content-Length'],
    MaxAgeSeconds: 3_600,
  }
}

function lifecycleRules({ archive }: Config): LifecycleRule[] {
  const unfinished: LifecycleRule = {
    ID: UNFINISHED,
    Status: 'Enabled',
    Filter: { Prefix: '' },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: UNFINISHED_DAYS },
  }
  if (!archive) return [unfinished]
  const StorageClass = archive.storageClass as TransitionStorageClass
  const Transitions = [{ Days: archive.days, StorageClass }]
  return [unfinished, { ID: ARCHIVE, Status: 'Enabled', Filter: { Prefix: FILES }, Transitions }]
}

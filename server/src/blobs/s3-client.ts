import { S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { StoreAway } from './blobs.ts'
import type { Bucket } from './bucket.ts'

/** Downloads through this server that are under way at a time, in one process. */
const SOCKETS = 256
/** Within this a store answers; three attempts are less than a client waits for us. */
const ANSWER_MS = 5_000
/** Where bytes go with what is asked, or a store puts parts together. */
export const PATIENT = { requestTimeout: 120_000 }
/** So long nothing may come of what is read; whoever reads slowly does not read for a while either. */
const SILENCE_MS = 60_000

export function openBucket(bucket: Bucket): S3Client {
  const client = makeClient(bucket)
  client.middlewareStack.add((next) => async (args) => await next(args).catch(ifAway), { step: 'initialize' })
  return client
}

function ifAway(error: unknown): never {
  const isVerdict = error instanceof S3ServiceException && (error.$metadata.httpStatusCode ?? 0) < 500
  const isFault = error instanceof S3ServiceException || (error instanceof Error && ('code' in error || isLate(error)))
  if (isVerdict || !isFault) throw error
  throw new StoreAway(`${error.name}: ${error.message}`, { cause: error })
}

function isLate({ name }: Error): boolean {
  return name === 'TimeoutError'
}

function makeClient({ region, endpoint }: Bucket): S3Client {
  return new S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    maxAttempts: 3,
    // An address for a part is made before its bytes are there; other stores do not know the newer sums. Ours is over the whole.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
      socketTimeout: SILENCE_MS,
      httpAgent: { maxSockets: SOCKETS },
      httpsAgent: { maxSockets: SOCKETS },
    },
  })
}

/** Whether a store answered so, by its code or, where an answer has no body, by its status. */
export function isAnswer(error: unknown, ...names: readonly (string | number)[]): boolean {
  if (!(error instanceof S3ServiceException)) return false
  return names.includes(error.name) || names.includes(error.$metadata.httpStatusCode ?? 0)
}

import { S3Client, S3ServiceException } from '@aws-sdk/client-s3'

/** Where a bucket is. Who may use it is found as the SDK does: AWS_ACCESS_KEY_ID, a profile, or the role of the machine. */
export interface Bucket {
  readonly name: string
  readonly region: string
  /** Of a store that is not Amazon's; the bucket then is part of the path. */
  readonly endpoint: string | undefined
}

/** Downloads through this server that are under way at a time, in one process. */
const SOCKETS = 256

export function openBucket({ region, endpoint }: Bucket): S3Client {
  return new S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    maxAttempts: 4,
    // An address for a part is made before its bytes are there; other stores do not know the newer sums. Ours is over the whole.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: 5_000,
      httpAgent: { maxSockets: SOCKETS },
      httpsAgent: { maxSockets: SOCKETS },
    },
  })
}

/** From where browsers fetch and whither they send: what a page of ours must be allowed to. */
export function bucketOrigin({ name, region, endpoint }: Bucket): string {
  return endpoint === undefined ? `https://${name}.s3.${region}.amazonaws.com` : new URL(endpoint).origin
}

/** Whether a store answered so, by its code or, where an answer has no body, by its status. */
export function isAnswer(error: unknown, ...names: readonly (string | number)[]): boolean {
  if (!(error instanceof S3ServiceException)) return false
  return names.includes(error.name) || names.includes(error.$metadata.httpStatusCode ?? 0)
}

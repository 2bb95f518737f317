/** Where a bucket is. Who may use it is found as the SDK does: AWS_ACCESS_KEY_ID, a profile, or the role of the machine. */
export interface Bucket {
  readonly name: string
  readonly region: string
  /** Of a store that is not Amazon's; the bucket then is part of the path. */
  readonly endpoint: string | undefined
}

/** From where browsers fetch and whither they send: what a page of ours must be allowed to. */
export function bucketOrigin({ name, region, endpoint }: Bucket): string {
  return endpoint === undefined ? `https://${name}.s3.${region}.amazonaws.com` : new URL(endpoint).origin
}

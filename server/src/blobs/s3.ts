import type { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListPartsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  RestoreObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { ByteRange } from '../lib/byte-range.ts'
import type { Clock } from '../lib/clock.ts'
import { contentDisposition } from '../lib/content-disposition.ts'
import {
  BlobArchived,
  type Blobs,
  type Found,
  type Listed,
  NoSuchBlob,
  NoSuchUpload,
  type Part,
  RESTORED_DAYS,
  type Sending,
  type Serving,
  WrongLength,
} from './blobs.ts'
import type { Bucket } from './bucket.ts'
import { isAnswer, openBucket, PATIENT } from './s3-client.ts'
import { blobOf, objectOf, prefixesOf } from './s3-objects.ts'

export interface S3Options {
  readonly bucket: Bucket
  /** By which addresses are signed; the store judges them by its own. */
  readonly clock: Clock
}

/** In front of an upload's name in the store, so that a handle says whose it is. */
const OURS = 's3:'

/** Blobs as objects of a bucket; browsers send and fetch the bytes straight there. */
export function s3Blobs({ bucket, clock }: S3Options): Blobs {
  const client = openBucket(bucket)
  const store = { client, bucket: bucket.name }
  const place = ({ key, handle }: Sending) => ({ ...at(store, key), UploadId: handle.slice(OURS.length) })

  return {
    async begin(key) {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(at(store, key)))
      return `${OURS}${UploadId}`
    },
    partUrl: (upload, { number, size }, until) =>
      getSignedUrl(
        client,
        new UploadPartCommand({ ...place(upload), PartNumber: number, ContentLength: size }),
        lasting(clock, until),
      ),
    parts: async (upload) => (await arrived(client, place(upload))).map(({ number, size }) => ({ number, size })),
    complete: (upload, parts) => complete(store, upload, place(upload), parts),
    async abort(upload) {
      await client.send(new AbortMultipartUploadCommand(place(upload))).catch(ifOver)
    },
    async receive(upload, part, bytes) {
      const Body = await gather(bytes, part.size)
      await client
        .send(new UploadPartCommand({ ...place(upload), PartNumber: part.number, Body }), PATIENT)
        .catch(ifOver)
        .then((answer) => answer ?? noSuchUpload())
    },
    async put(key, Body) {
      await client.send(new PutObjectCommand({ ...at(store, key), Body }), PATIENT)
    },
    head: (key) => head(store, key),
    get: (key, range) => open(store, key, range),
    async restore(key) {
      const request = { Days: RESTORED_DAYS, GlacierJobParameters: { Tier: 'Standard' } } as const
      if ((await head(store, key))?.state !== 'archived') return
      await client
        .send(new RestoreObjectCommand({ ...at(store, key), RestoreRequest: request }))
        .catch((error) => isAnswer(error, 'RestoreAlreadyInProgress') || Promise.reject(error))
    },
    url: (key, serving) => getSignedUrl(client, getting(store, key, serving), lasting(clock, serving.until)),
    list: () => list(store),
    async remove(key) {
      await client.send(new DeleteObjectCommand(at(store, key)))
    },
    drop: (blob) => drop(store, blob),
    owns: (handle) => handle.startsWith(OURS),
    local: null,
  }
}

interface Store {
  readonly client: S3Client
  readonly bucket: string
}

function at({ bucket }: Store, key: string) {
  return { Bucket: bucket, Key: objectOf(key) }
}

/** The length of a part is signed with it, so that nothing shorter or longer is taken. */
function lasting(clock: Clock, until: Date) {
  const signingDate = clock.now()
  const expiresIn = Math.max(1, Math.round((until.getTime() - signingDate.getTime()) / 1_000))
  return { signingDate, expiresIn }
}

function getting(store: Store, key: string, { name, type, disposition }: Serving): GetObjectCommand {
  return new GetObjectCommand({
    ...at(store, key),
    ResponseContentType: type,
    ResponseContentDisposition: contentDisposition(disposition, name),
    ResponseCacheControl: 'private, no-cache',
  })
}

interface Arrived extends Part {
  readonly etag: string
}

interface Place {
  readonly Bucket: string
  readonly Key: string
  readonly UploadId: string
}

async function arrived(client: S3Client, place: Place): Promise<Arrived[]> {
  const found: Arrived[] = []
  try {
    for (let after: string | undefined; ; ) {
      const answer = await client.send(new ListPartsCommand({ ...place, PartNumberMarker: after }))
      for (const { PartNumber = 0, Size = 0, ETag = '' } of answer.Parts ?? [])
        found.push({ number: PartNumber, size: Size, etag: ETag })
      // Some stores name a next one though there is none.
      if (!answer.IsTruncated) return found
      after = answer.NextPartNumberMarker
    }
  } catch (error) {
    if (isAnswer(error, 'NoSuchUpload', 404)) noSuchUpload()
    throw error
  }
}

/** Whoever comes second finds the upload over and the blob there. */
async function complete(store: Store, { key }: Sending, place: Place, parts: readonly Part[]): Promise<void> {
  const { client } = store
  try {
    const there = await arrived(client, place)
    if (!areSame(there, parts)) throw new NoSuchUpload('these are not the parts that are there')
    if (parts.length === 0) {
      await client.send(new PutObjectCommand({ ...at(store, key), Body: '', ContentLength: 0 }))
      await client.send(new AbortMultipartUploadCommand(place)).catch(ifOver)
      return
    }
    const Parts = there.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }))
    await client.send(new CompleteMultipartUploadCommand({ ...place, MultipartUpload: { Parts } }), PATIENT)
  } catch (error) {
    const over = error instanceof NoSuchUpload || isAnswer(error, 'NoSuchUpload', 404)
    if (over && (await head(store, key))) return
    if (over) throw new NoSuchUpload('these are not the parts that are there', { cause: error })
    throw error
  }
}

function areSame(there: readonly Part[], wanted: readonly Part[]): boolean {
  return (
    there.length === wanted.length &&
    there.every(({ number, size }, at) => number === wanted[at]?.number && size === wanted[at]?.size)
  )
}

async function gather(bytes: AsyncIterable<Uint8Array>, size: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytes) {
    length += chunk.length
    if (length > size) throw new WrongLength(`more than ${size} bytes`)
    chunks.push(chunk)
  }
  if (length < size) throw new WrongLength(`${length} of ${size} bytes`)
  return Buffer.concat(chunks)
}

async function head(store: Store, key: string): Promise<Found | null> {
  const found = await store.client.send(new HeadObjectCommand(at(store, key))).catch(ifMissing)
  return found && { size: found.ContentLength ?? 0, state: await stateOf(store, key, found) }
}

/** Classes from which some stores answer at once and others not before the object was brought back. */
const ARCHIVES = ['GLACIER', 'DEEP_ARCHIVE']

/** Only trying tells, so one byte is asked for. */
async function stateOf(store: Store, key: string, found: HeadObjectCommandOutput): Promise<Found['state']> {
  const { StorageClass = '', ArchiveStatus, Restore = '' } = found
  if (Restore.includes('ongoing-request="true"')) return 'restoring'
  if (!ArchiveStatus && !ARCHIVES.includes(StorageClass)) return 'ready'
  if (found.ContentLength === 0) return 'ready'
  try {
    const one = await open(store, key, { start: 0, end: 0 })
    one.destroy()
    return 'ready'
  } catch (error) {
    if (error instanceof BlobArchived) return 'archived'
    throw error
  }
}

async function open(store: Store, key: string, range?: ByteRange): Promise<Readable> {
  const Range = range && `bytes=${range.start}-${range.end}`
  try {
    const { Body } = await store.client.send(new GetObjectCommand({ ...at(store, key), ...(Range && { Range }) }))
    return Body as Readable
  } catch (error) {
    if (isAnswer(error, 'InvalidObjectState')) throw new BlobArchived(key)
    if (isAnswer(error, 'NoSuchKey', 404)) throw new NoSuchBlob(key)
    throw error
  }
}

async function* list({ client, bucket }: Store): AsyncIterable<Listed> {
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket })) {
    for (const { Key = '', Size = 0 } of Contents) {
      const key = blobOf(Key)
      if (key) yield { key, size: Size }
    }
  }
}

async function drop({ client, bucket }: Store, blob: string): Promise<void> {
  for (const Prefix of prefixesOf(blob)) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix })) {
      const Objects = Contents.map(({ Key }) => ({ Key }))
      if (Objects.length > 0)
        await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }))
    }
  }
}

function ifMissing(error: unknown): null {
  if (isAnswer(error, 'NotFound', 'NoSuchKey', 404)) return null
  throw error
}

function ifOver(error: unknown): null {
  if (isAnswer(error, 'NoSuchUpload', 404)) return null
  throw error
}

function noSuchUpload(): never {
  throw new NoSuchUpload('there is no such upload')
}

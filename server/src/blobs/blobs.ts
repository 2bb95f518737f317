import type { Readable } from 'node:stream'
import type { ByteRange } from '../lib/byte-range.ts'

/** What is brought back from an archive stays readable for so many days. */
export const RESTORED_DAYS = 7

/** Bytes under a key, written once and never changed. Keys are `<blob>/<name>`: what has to do with one file lies under one blob. */
export interface Blobs {
  /** Begins an upload of so many bytes in parts; answers with its handle, which goes with every question about it. @throws {StoreFull} */
  begin(key: string, size: number): Promise<string>
  /** Where this part is to be PUT, until then: exactly so many bytes. Again: the later one counts. */
  partUrl(upload: Sending, part: Part, until: Date): Promise<string>
  /** The parts that have arrived whole, in order. @throws {NoSuchUpload} */
  parts(upload: Sending): Promise<Part[]>
  /**
   * Makes a blob of the parts 1, 2, 3 …, of which all but the last have one size; of no parts, an empty one. From then on no part can be
   * put. Again: the same. @throws {NoSuchUpload} when these are not the parts that are there.
   */
  complete(upload: Sending, parts: readonly Part[]): Promise<void>
  /** Drops what has arrived. From then on no part can be put. */
  abort(upload: Sending): Promise<void>
  /** Takes a part in that is here already, holding no more of it than the part. @throws {NoSuchUpload} {WrongLength} {StoreFull} */
  receive(upload: Sending, part: Part, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** Keeps bytes that are here already, in one piece. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Null when there is none. */
  head(key: string): Promise<Found | null>
  /** @throws {NoSuchBlob} {BlobArchived} */
  get(key: string, range?: ByteRange): Promise<Readable>
  /** Has what is archived brought back for a few days, which takes minutes to days; `head` says when it is there. Again: the same. */
  restore(key: string): Promise<void>
  /** Where a browser gets it. Of what is archived, it will get nothing there. */
  url(key: string, serving: Serving): Promise<string>
  /** Every blob, in no order. */
  list(): AsyncIterable<Listed>
  /** Removes one. */
  remove(key: string): Promise<void>
  /** Removes everything of a blob. */
  drop(blob: string): Promise<void>
  /** What this server answers itself at the addresses it gave out; null where the store does. */
  readonly local: LocalStore | null
  /** Whether an upload is under way here: handles say whose they are. */
  owns(handle: string): boolean
}

/** Where blobs are kept. */
export interface Stores {
  /** Where new ones go. */
  readonly first: Blobs
  /** Where there may still be some, until they are moved. */
  readonly other: Blobs | null
}

export interface Found {
  readonly size: number
  /** Bytes that are `archived`, or are being brought back from there (`restoring`), cannot be read. */
  readonly state: 'ready' | 'archived' | 'restoring'
}

export interface Listed {
  readonly key: string
  readonly size: number
}

/** An upload under way. */
export interface Sending {
  readonly key: string
  readonly handle: string
}

export interface Part {
  /** From 1. */
  readonly number: number
  readonly size: number
}

export interface Serving {
  /** What it is saved as. */
  readonly name: string
  readonly type: string
  readonly disposition: 'inline' | 'attachment'
  readonly until: Date
  /** For whom and as what it was given out, so that whoever serves it can see whether that still holds. */
  readonly grant: string
}

/** The addresses of {@link Blobs} that are this server's own: `/blobs/<token>`. */
export interface LocalStore {
  /** @returns null for a token that is not ours or whose time is over. */
  read(token: string): Promise<PutClaim | GetClaim | null>
  /** Takes a part in, holding no more of it than one chunk. @throws {NoSuchUpload} {WrongLength} {StoreFull} */
  receive(claim: PutClaim, bytes: AsyncIterable<Uint8Array>): Promise<void>
}

export interface PutClaim extends Part {
  readonly may: 'put'
  readonly handle: string
}

export interface GetClaim extends Omit<Serving, 'until'> {
  readonly may: 'get'
  readonly key: string
}

export class NoSuchUpload extends Error {
  override name = 'NoSuchUpload'
}

export class NoSuchBlob extends Error {
  override name = 'NoSuchBlob'
}

/** It is kept where it cannot be read from, until somebody has it brought back. */
export class BlobArchived extends Error {
  override name = 'BlobArchived'
}

/** The store gave no answer, or none about what was asked: it is away, hangs, or has too much to do. Asking again may help. */
export class StoreAway extends Error {
  override name = 'StoreAway'
}

/** True also where a store went away in the middle of what was read from it. */
export function isStoreAway(error: unknown): boolean {
  if (error instanceof StoreAway) return true
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown }
  return name === 'TimeoutError' || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE'
}

/** More or fewer bytes than the part has. */
export class WrongLength extends Error {
  override name = 'WrongLength'
}

/** There is no room for it. Nothing is wrong with the request. */
export class StoreFull extends Error {
  override name = 'StoreFull'
}

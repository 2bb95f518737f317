import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Refusal } from '@naniwa/contract'
import { type Context, Hono } from 'hono'
import {
  type Blobs,
  type GetClaim,
  type LocalStore,
  NoSuchUpload,
  type PutClaim,
  StoreFull,
  WrongLength,
} from '../blobs/blobs.ts'
import { type ByteRange, byteRange } from '../lib/byte-range.ts'
import { contentDisposition } from '../lib/content-disposition.ts'
import { sha256Hex } from '../lib/hash.ts'

type Bindings = { Bindings: HttpBindings }
type HttpContext = Context<Bindings>

/**
 * The addresses that this server gave out for parts and blobs. Whoever has one may use it while its time lasts; for reading, only as long as
 * what it was given out for holds.
 *
 * @param holds whether a grant is still good.
 */
export function blobDoor(blobs: Blobs, holds: (grant: string) => Promise<boolean>): Hono<Bindings> {
  const door = new Hono<Bindings>()
  const { local } = blobs
  if (!local) return door
  return door
    .put('/blobs/:token', async (c) => {
      // What is left of a refused part is not read.
      c.header('Connection', 'close')
      const claim = await local.read(c.req.param('token'))
      if (claim?.may !== 'put') throw new Refusal('forbidden', 'not an address for this, or its time is over')
      await receive(local, claim, c.env.incoming)
      c.header('Connection', undefined)
      return c.body(null, 204)
    })
    .get('/blobs/:token', async (c) => {
      const claim = await local.read(c.req.param('token'))
      if (claim?.may !== 'get') throw new Refusal('forbidden', 'not an address for this, or its time is over')
      if (!(await holds(claim.grant))) throw new Refusal('not_found', 'no such file')
      return serve(c, blobs, claim)
    })
}

async function receive(local: LocalStore, claim: PutClaim, request: IncomingMessage): Promise<void> {
  const length = Number(request.headers['content-length'] ?? claim.size)
  if (length > claim.size) throw new Refusal('too_large', `this part has ${claim.size} bytes`)
  if (length < claim.size) throw new Refusal('upload_incomplete', `this part has ${claim.size} bytes`)
  try {
    await local.receive(claim, request)
  } catch (error) {
    if (error instanceof NoSuchUpload) throw new Refusal('not_found', 'no such upload')
    if (error instanceof StoreFull) throw new Refusal('unavailable', error.message, { retryAfter: 300 })
    if (error instanceof WrongLength || request.destroyed)
      throw new Refusal('upload_incomplete', 'the part was cut off')
    throw error
  }
}

async function serve(c: HttpContext, blobs: Blobs, claim: GetClaim): Promise<Response> {
  const found = await blobs.head(claim.key)
  if (!found) throw new Refusal('not_found', 'no such file')
  const etag = `"${sha256Hex(claim.key).slice(0, 32)}"`
  const headers = {
    ...sandboxed,
    'Content-Type': claim.type,
    'Content-Disposition': contentDisposition(claim.disposition, claim.name),
    'Accept-Ranges': 'bytes',
    // Kept by the browser, but asked for each time, so that a removal counts at once.
    'Cache-Control': 'private, no-cache',
    ETag: etag,
  }
  if (etagsIn(c.req.header('if-none-match')).includes(etag)) return c.body(null, 304, headers)
  const range = rangeFor(c, found.size, etag)
  if (range === 'unsatisfiable') return c.body(null, 416, { ...headers, 'Content-Range': `bytes */${found.size}` })
  const length = String(range ? range.end - range.start + 1 : found.size)
  const sized = {
    ...headers,
    'Content-Length': length,
    ...(range && { 'Content-Range': contentRange(range, found.size) }),
  }
  if (c.req.raw.method === 'HEAD') return c.body(null, range ? 206 : 200, sized)
  const bytes = await blobs.get(claim.key, range ?? undefined)
  return pour(c, bytes, range ? 206 : 200, sized)
}

/** Straight into the socket: as a stream of the web's it would cost twice the time of the processor. */
export async function pour(
  c: HttpContext,
  bytes: Readable,
  status: number,
  headers: Record<string, string>,
): Promise<Response> {
  const { outgoing } = c.env
  outgoing.writeHead(status, headers)
  // Whoever goes away in the middle is nobody's fault; a disk that fails cuts the answer short of its length.
  await pipeline(bytes, outgoing as NodeJS.WritableStream).catch(() => {})
  return RESPONSE_ALREADY_SENT
}

/** Whatever somebody uploaded, it is shown as a thing of its own: no script, no form, no link to our pages, no other type. */
export const sandboxed = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
} as const

/** With If-Range, only if it is about the blob as it is (RFC 9110, 13.1.5). */
function rangeFor(c: HttpContext, size: number, etag: string): ByteRange | 'unsatisfiable' | null {
  const condition = c.req.header('if-range')
  return condition === undefined || condition === etag ? byteRange(c.req.header('range'), size) : null
}

function contentRange({ start, end }: ByteRange, size: number): string {
  return `bytes ${start}-${end}/${size}`
}

function etagsIn(header: string | undefined): string[] {
  return (header ?? '').split(',').map((etag) => etag.trim().replace(/^W\//, ''))
}

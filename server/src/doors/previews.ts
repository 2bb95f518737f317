import type { Readable } from 'node:stream'
import type { HttpBindings } from '@hono/node-server'
import { type PreviewSize, Refusal } from '@naniwa/contract'
import { type Context, Hono } from 'hono'
import type { Actor } from '../context.ts'
import type { Look, Wanted } from '../renditions/serve.ts'
import { pour, sandboxed } from './blobs.ts'

type Bindings = { Bindings: HttpBindings }
type HttpContext = Context<Bindings>

/** `GET /previews/…`: what is shown of files, at addresses that never change, to those in the room, by their cookie. */
export function previewDoor(look: Look, actorOf: (c: HttpContext) => Promise<Actor>): Hono<Bindings> {
  async function show(c: HttpContext, wanted: Wanted): Promise<Response> {
    const actor = await actorOf(c)
    const place = { roomId: number(c, 'roomId'), id: number(c, 'id') }
    return answer(c, await look(actor, place, wanted), wanted === 'text' ? TEXT : 'image/webp')
  }
  return new Hono<Bindings>()
    .get('/previews/:roomId/:id/text', (c) => show(c, 'text'))
    .get('/previews/:roomId/:id/:size', (c) => show(c, { size: size(c) }))
    .get('/previews/:roomId/:id/pages/:page/:size', (c) => show(c, { size: size(c), page: number(c, 'page') }))
}

const TEXT = 'text/plain; charset=utf-8'

function answer(c: HttpContext, bytes: Readable, type: string): Promise<Response> | Response {
  const headers = {
    ...sandboxed,
    'Content-Type': type,
    // It never changes at its address; a browser that was shown it may go on showing it.
    'Cache-Control': 'private, max-age=31536000, immutable',
  }
  if (c.req.raw.method !== 'HEAD') return pour(c, bytes, 200, headers)
  bytes.destroy()
  return c.body(null, 200, headers)
}

function number(c: HttpContext, name: string): number {
  const text = c.req.param(name) ?? ''
  if (!/^[1-9]\d{0,15}$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw new Refusal('not_found', 'no such preview')
  return Number(text)
}

function size(c: HttpContext): PreviewSize {
  return number(c, 'size') as PreviewSize
}

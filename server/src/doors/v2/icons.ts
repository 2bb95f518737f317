import { Hono } from 'hono'
import sharp from 'sharp'

/** Pixels of a side, as avatars are stored. */
const SIZE = 128
/** The identity colours of the web client. */
const HUES = ['#3b6fd4', '#0b7f87', '#23814a', '#7a7116', '#b3611f', '#c04a4a', '#b3468f', '#7257c9'] as const
const PERSON =
  '<circle cx="64" cy="64" r="64"/><g fill="#fff"><circle cx="64" cy="52" r="22"/><path d="M24 112a40 34 0 0 1 80 0a64 64 0 0 1-80 0z"/></g>'
const ROOM =
  '<rect width="128" height="128" rx="32"/><g fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"><path d="M24 75c20 0 21-37 46-37 16 0 25 12 21 22-3 8-14 9-16 2"/><path d="M24 94c10 0 10-7 20-7s10 7 20 7 10-7 20-7 10 7 20 7" opacity=".72"/></g>'

/** Pictures of people and rooms that have none of their own, for programs that show one: `/icons/person-3.png`, `/icons/room-3.png`. */
export function iconDoor(): Hono {
  const drawn = new Map<string, Promise<Buffer>>()
  return new Hono().get('/icons/:name{(?:person|room)-[1-8]\\.png}', async (c) => {
    const name = c.req.param('name')
    const bytes = drawn.get(name) ?? draw(name)
    drawn.set(name, bytes)
    return c.body(new Uint8Array(await bytes), 200, {
      'Content-Type': 'image/png',
      'Cache-Control': 'public, max-age=86400',
    })
  })
}

function draw(name: string): Promise<Buffer> {
  const hue = HUES[Number(/\d/.exec(name)?.[0] ?? 1) - 1]
  const shape = name.startsWith('person') ? PERSON : ROOM
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" fill="${hue}">${shape}</svg>`
  return sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toBuffer()
}

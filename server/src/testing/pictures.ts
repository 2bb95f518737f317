import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

/** A black PNG of these sides, a bit per pixel: few bytes, whatever its size. */
export function hugePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * height), { level: 1 })
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Red above, blue below. */
export function halves(width: number, height: number): Sharp {
  const below = { create: { width, height: Math.ceil(height / 2), channels: 3 as const, background: '#0000ff' } }
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([
    { input: below, gravity: 'south' },
  ])
}

/** Moves: so many frames of different colours. */
export async function movingGif(width: number, height: number, frames: number): Promise<Buffer> {
  const pictures = Array.from({ length: frames }, (_, at) =>
    sharp({ create: { width, height, channels: 3, background: `hsl(${at * 40}, 80%, 50%)` } })
      .png()
      .toBuffer(),
  )
  return await sharp(await Promise.all(pictures), { join: { animated: true } })
    .gif({ delay: 100, effort: 1 })
    .toBuffer()
}

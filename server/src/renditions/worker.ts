import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { type Drawing, type Drawn, encodeDrawn, UNSHOWABLE } from './drawn.ts'
import { drawPages } from './page.ts'
import { drawPicture } from './picture.ts'

/*
 * A process of its own for one stranger's file: what is to be drawn is its argument, the bytes come in, the pictures go out. Whoever
 * started it ends it when it takes too long or too much.
 */

// Libraries that say something must not say it among the pictures.
console.log = console.error
sharp.concurrency(1)
sharp.cache(false)

async function draw(drawing: Drawing): Promise<Drawn> {
  const bytes = await buffer(process.stdin)
  return drawing.kind === 'image'
    ? await drawPicture(bytes, drawing.sizes)
    : await drawPages(bytes, drawing.numbers, drawing.sizes)
}

try {
  const drawn = await draw(JSON.parse(process.argv[2] ?? '') as Drawing)
  process.stdout.write(encodeDrawn(drawn), () => process.exit(0))
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error), () => process.exit(UNSHOWABLE))
}

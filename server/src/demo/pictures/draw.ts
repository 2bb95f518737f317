import sharp from 'sharp'
import * as shapes from './shapes.ts'

export type Kind = keyof typeof drawings

/** A picture of our own: the same words draw the same picture. */
export interface Drawing {
  readonly kind: Kind
  /** Of the ground, 0 to 359. */
  readonly hue: number
  /** Colour of fur. */
  readonly ink?: string
}

const drawings = {
  orange: shapes.orange,
  persimmon: shapes.persimmon,
  peach: shapes.peach,
  pear: shapes.pear,
  plum: shapes.plum,
  strawberry: shapes.strawberry,
  leaf: shapes.leaf,
  blossom: shapes.blossom,
  cat: shapes.cat,
  dog: shapes.dog,
  pudding: shapes.pudding,
  teacup: shapes.teacup,
  mountain: shapes.mountain,
  fuji: shapes.fuji,
  wave: shapes.wave,
  sunset: shapes.sunset,
  lake: shapes.lake,
  moon: shapes.moon,
  giftBox: shapes.giftBox,
  proofSheet: shapes.proofSheet,
}

const SIDE = 256

/** PNG bytes, as somebody might upload them. */
export async function draw(drawing: Drawing): Promise<Buffer> {
  const [width, height] = drawing.kind === 'proofSheet' ? [480, 300] : [SIDE, SIDE]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${(width / height) * 100} 100">${drawings[drawing.kind](drawing)}</svg>`
  return await sharp(Buffer.from(svg)).png().toBuffer()
}

/** Text on a page, from its upper left corner, in points. */
export interface Words {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
}

/** A box: `[x, y, width, height]` from the upper left corner, and its colour, red, green and blue from 0 to 1. */
export interface Box {
  readonly box: readonly [number, number, number, number]
  readonly colour: readonly [number, number, number]
}

/** A disc: the middle and the radius. */
export interface Disc {
  readonly disc: readonly [x: number, y: number, radius: number]
  readonly colour: readonly [number, number, number]
}

export interface Page {
  readonly words: readonly Words[]
  /** Painted in order, below the words. */
  readonly shapes?: readonly (Box | Disc)[]
}

/** A4, in points. */
const [WIDTH, HEIGHT] = [595, 842]

/** A PDF as office programs of Japan wrote it for years: it names its font (KozMinPr6N) and leaves finding one to the reader. */
export function pdf(pages: readonly Page[]): Buffer {
  const first = 6
  const kids = pages.map((_, at) => `${first + at * 2} 0 R`)
  return assemble([
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids.join(' ')}]/Count ${pages.length}>>`,
    '<</Type/Font/Subtype/Type0/BaseFont/KozMinPr6N-Regular/Encoding/UniJIS-UCS2-H/DescendantFonts[4 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/KozMinPr6N-Regular/DW 1000/W[1 94 520]/FontDescriptor 5 0 R/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>>>',
    '<</Type/FontDescriptor/FontName/KozMinPr6N-Regular/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>',
    ...pages.flatMap((page, at) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${WIDTH} ${HEIGHT}]/Contents ${first + at * 2 + 1} 0 R/Resources<</Font<</F 3 0 R>>>>>>`,
      stream(drawn(page)),
    ]),
  ])
}

/** Objects, from number 1 on, as a file. */
export function assemble(objects: readonly string[]): Buffer {
  let text = '%PDF-1.5\n%\xe2\xe3\xcf\xd3\n'
  const places: number[] = []
  for (const [at, object] of objects.entries()) {
    places.push(text.length)
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(text + end, 'latin1')
}

export function stream(content: string): string {
  return `<</Length ${content.length}>>\nstream\n${content}\nendstream`
}

function drawn({ words, shapes = [] }: Page): string {
  const filled = shapes.map((shape) => `${shape.colour.join(' ')} rg ${'box' in shape ? box(shape) : disc(shape)} f`)
  const written = words.map(
    ({ text, x, y, size }) => `BT 0.1 0.1 0.15 rg /F ${size} Tf ${x} ${HEIGHT - y - size} Td <${hex(text)}> Tj ET`,
  )
  return [...filled, ...written].join('\n')
}

function box({ box: [x, y, width, height] }: Box): string {
  return `${x} ${HEIGHT - y - height} ${width} ${height} re`
}

/** Four curves; so far from the corners they are a circle to the eye. */
const BEND = 0.5523

function disc({ disc: [x, fromTop, radius] }: Disc): string {
  const y = HEIGHT - fromTop
  const [far, near] = [radius, radius * BEND]
  const curve = (...numbers: number[]) => `${numbers.map((number) => number.toFixed(2)).join(' ')} c`
  return [
    `${x + far} ${y} m`,
    curve(x + far, y + near, x + near, y + far, x, y + far),
    curve(x - near, y + far, x - far, y + near, x - far, y),
    curve(x - far, y - near, x - near, y - far, x, y - far),
    curve(x + near, y - far, x + far, y - near, x + far, y),
  ].join(' ')
}

/** As UCS-2, big end first. */
function hex(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex')
}

import sharp from 'sharp'
import { type Drawn, type Piece, pageName } from './drawn.ts'
import { loadPdfium, type Pdfium } from './pdfium.ts'
import { shrink } from './picture.ts'

const RGBA = 4
const WHITE = 0xffffffff
/** With what is written on top of pages, and red before blue. */
const FLAGS = 0x01 | 0x10

/** Pages of a PDF, white behind them; those that it does not have are left out. Throws for what is no PDF, or is locked. */
export async function drawPages(
  bytes: Uint8Array,
  numbers: readonly number[],
  sizes: readonly number[],
): Promise<Drawn> {
  const library = await loadPdfium()
  const at = library.pdfium.wasmExports.malloc(bytes.length)
  library.pdfium.HEAPU8.set(bytes, at)
  const document = library.FPDF_LoadMemDocument(at, bytes.length, '')
  if (!document) throw new Error(`PDFium cannot open it: ${library.FPDF_GetLastError()}`)
  const count = library.FPDF_GetPageCount(document)
  let first = { width: 0, height: 0 }
  const pieces: Piece[] = []
  for (const number of numbers.filter((one) => one <= count)) {
    const drawn = drawPage(library, document, number, Math.max(...sizes))
    if (number === numbers[0]) first = { width: drawn.width, height: drawn.height }
    for (const size of sizes) {
      const { data, width, height } = drawn
      const source = sharp(data, { raw: { width, height, channels: RGBA } }).removeAlpha()
      pieces.push({ name: pageName(number, size), bytes: await shrink(source, size) })
    }
  }
  if (pieces.length === 0) throw new Error('it has no such page')
  return { preview: { kind: 'page', ...first, count }, pieces }
}

function drawPage(
  library: Pdfium,
  document: number,
  number: number,
  side: number,
): { width: number; height: number; data: Buffer } {
  const page = library.FPDF_LoadPage(document, number - 1)
  if (!page) throw new Error(`page ${number} cannot be opened`)
  const [across, down] = [library.FPDF_GetPageWidthF(page), library.FPDF_GetPageHeightF(page)]
  const scale = side / Math.max(across, down, 1)
  const [width, height] = [across, down].map((side) => Math.max(1, Math.round(side * scale))) as [number, number]
  const bitmap = library.FPDFBitmap_CreateEx(width, height, RGBA, 0, 0)
  library.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
  library.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FLAGS)
  const buffer = library.FPDFBitmap_GetBuffer(bitmap)
  const data = Buffer.from(library.pdfium.HEAPU8.subarray(buffer, buffer + width * height * RGBA))
  library.FPDFBitmap_Destroy(bitmap)
  library.FPDF_ClosePage(page)
  return { width, height, data }
}

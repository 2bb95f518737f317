import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { init } from '@embedpdf/pdfium'

type Callback = (...values: number[]) => number

/** What we use of PDFium's memory; the types of its package lean on those of a compiler. */
interface Memory {
  readonly HEAPU8: Uint8Array
  readonly wasmExports: { malloc(size: number): number }
  addFunction(work: Callback, signature: string): number
  setValue(at: number, value: number, type: 'i32'): void
}

export type Pdfium = Awaited<ReturnType<typeof init>> & { readonly pdfium: Memory }

export async function loadPdfium(): Promise<Pdfium> {
  const library = (await init({
    wasmBinary: read(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm')).buffer as ArrayBuffer,
  })) as Pdfium
  library.PDFiumExt_Init()
  lendFonts(library)
  return library
}

function read(url: string): Uint8Array {
  return new Uint8Array(readFileSync(fileURLToPath(url)))
}

const SHIFT_JIS_CHARSET = 128
const BOLD = 600
const FONTS = ['NotoSansJP-Regular.otf', 'NotoSansJP-Bold.otf'].map(
  (name) => new URL(`../fonts/${name}`, import.meta.resolve('@embedpdf/fonts-jp')).href,
)

/**
 * Japanese PDFs often name a font (MS-Gothic, KozMinPr6N …) and do not bring it. PDFium asks for such fonts by a table of callbacks
 * (`FPDF_SYSFONTINFO`); ours lends Noto Sans JP for all of them. A handle is the place of a font in the list, from 1.
 */
function lendFonts(library: Pdfium): void {
  const { pdfium } = library
  const loaded: Uint8Array[] = []
  const font = (handle: number) => (loaded[handle] ??= read(FONTS[handle - 1] as string))
  const callbacks: readonly (readonly [signature: string, work: Callback])[] = [
    // Each a function of its own: the same one is put into the table once, under its first signature.
    ['vi', () => 0],
    ['vii', () => 0],
    // MapFont(this, weight, italic, charset, pitch, face, exact)
    ['iiiiiiii', (_, weight = 0, __, charset) => (charset === SHIFT_JIS_CHARSET ? (weight >= BOLD ? 2 : 1) : 0)],
    // GetFont(this, face): by name alone nothing is known.
    ['iii', () => 0],
    // GetFontData(this, font, table, buffer, size): the length, and the bytes where there is room for them.
    [
      'iiiiii',
      (_, handle = 0, table = 0, buffer = 0, size = 0) => {
        const bytes = table === 0 ? font(handle) : tableOf(font(handle), table)
        if (buffer !== 0 && size >= bytes.length) pdfium.HEAPU8.set(bytes, buffer)
        return bytes.length
      },
    ],
    ['iiiii', () => 0],
    ['iii', () => SHIFT_JIS_CHARSET],
    ['vii', () => 0],
  ]
  const table = pdfium.wasmExports.malloc(4 * (callbacks.length + 1))
  pdfium.setValue(table, 1, 'i32')
  for (const [place, [signature, work]] of callbacks.entries())
    pdfium.setValue(table + 4 * (place + 1), pdfium.addFunction(work, signature), 'i32')
  library.FPDF_SetSystemFontInfo(table)
}

/** One table of an OpenType font, by its four letters as a number; empty when it has none. */
function tableOf(font: Uint8Array, tag: number): Uint8Array {
  const view = new DataView(font.buffer, font.byteOffset, font.length)
  for (let entry = 12, left = view.getUint16(4); left > 0; entry += 16, left--) {
    if (view.getUint32(entry) !== tag >>> 0) continue
    const start = view.getUint32(entry + 8)
    return font.subarray(start, start + view.getUint32(entry + 12))
  }
  return new Uint8Array()
}

import { badRequest } from './fault.ts'

/** Most parts of one form. */
const PARTS = 50
/** Longest head of a part, in bytes. */
const HEAD = 16 * 1_024
const CRLF = '\r\n'

/** A part's head as it comes; its bytes follow. `fileName` null: a field. */
export interface PartHead {
  readonly name: string
  readonly fileName: string | null
}

/** Null for what is no multipart form. */
export function boundaryOf(contentType: string): string | null {
  const found = /^multipart\/form-data\b.*?;\s*boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType)
  return found?.[1] ?? found?.[2] ?? null
}

/**
 * The parts of a form (RFC 7578) as they come in: each head, then its bytes in pieces, of which no more is held than one chunk of the
 * request. File names are read as UTF-8, also where a client writes `filename*` (RFC 5987), which some of them do. What stands behind the
 * last boundary is not read. @throws {Fault}
 */
export async function* readMultipart(
  source: AsyncIterable<Buffer>,
  boundary: string,
): AsyncGenerator<PartHead | Buffer> {
  const line = Buffer.from(`${CRLF}--${boundary}`)
  // The first boundary need not stand behind a line.
  const bytes = reader(source, Buffer.from(CRLF))
  try {
    for await (const _ of bytes.through(line)) {
      // What stands before the first boundary says nothing.
    }
    for (let count = 0; !(await bytes.startsWith('--')); count++) {
      if (count === PARTS) throw badRequest(`At most ${PARTS} parts in a form`)
      yield headOf(await headIn(bytes, line))
      yield* bytes.through(line)
    }
  } finally {
    await bytes.close()
  }
}

type Reader = ReturnType<typeof reader>

/** Bytes that come in chunks, cut where one wants them cut. */
function reader(source: AsyncIterable<Buffer>, start: Buffer) {
  const chunks = source[Symbol.asyncIterator]()
  let rest = start
  async function more(): Promise<void> {
    const { value, done } = await chunks.next()
    if (done) throw badRequest('The form is cut off')
    rest = Buffer.concat([rest, value])
  }
  return {
    /** What comes before the mark, in pieces; the mark is taken as well. */
    async *through(mark: Buffer): AsyncGenerator<Buffer> {
      for (;;) {
        const at = rest.indexOf(mark)
        // A mark may begin at the end of what has come.
        const sure = at >= 0 ? at : rest.length - mark.length + 1
        const piece = rest.subarray(0, Math.max(0, sure))
        rest = rest.subarray(piece.length + (at >= 0 ? mark.length : 0))
        if (piece.length > 0) yield piece
        if (at >= 0) return
        await more()
      }
    },
    /** No more is wanted. */
    async close(): Promise<void> {
      await chunks.return?.()
    },
    async startsWith(text: string): Promise<boolean> {
      while (rest.length < text.length) await more()
      return rest.subarray(0, text.length).toString('latin1') === text
    },
  }
}

async function headIn(bytes: Reader, line: Buffer): Promise<string> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of bytes.through(Buffer.from(CRLF + CRLF))) {
    length += piece.length
    if (length > HEAD) throw badRequest('A part of the form has no end of its head')
    pieces.push(piece)
  }
  const head = Buffer.concat(pieces)
  if (head.includes(line)) throw badRequest('A part of the form has no end of its head')
  return head.toString()
}

function headOf(head: string): PartHead {
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(head)?.[1] ?? ''
  const name = attribute(disposition, 'name')
  if (name === null) throw badRequest('A part of the form has no name')
  return { name, fileName: attribute(disposition, 'filename') }
}

function attribute(disposition: string, name: string): string | null {
  const written = new RegExp(`;\\s*${name}\\*=utf-8'[^']*'([^;\\s]*)`, 'i').exec(disposition)?.[1]
  if (written !== undefined) return decoded(written)
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]*))`, 'i').exec(disposition)
  if (!found) return null
  // Browsers write a quotation mark as %22, others as \".
  return (found[1]?.replace(/\\(["\\])/g, '$1') ?? found[2] ?? '').replaceAll('%22', '"')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

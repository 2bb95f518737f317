import { badRequest } from './fault.ts'
import type { Raw } from './kinds.ts'

/** Most parts of one form. */
const PARTS = 50
const CRLF = '\r\n'

/** Null for what is no multipart form. */
export function boundaryOf(contentType: string): string | null {
  const found = /^multipart\/form-data\b.*?;\s*boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType)
  return found?.[1] ?? found?.[2] ?? null
}

/**
 * The parts of a form (RFC 7578) by name; of a name that comes again the last counts. File names are read as UTF-8, also where a
 * client writes `filename*` (RFC 5987), which some of them do. @throws {Fault}
 */
export function readMultipart(body: Buffer, boundary: string): Map<string, Raw> {
  const parts = new Map<string, Raw>()
  const line = Buffer.from(`${CRLF}--${boundary}`)
  // The first boundary need not stand behind a line.
  const bytes = Buffer.concat([Buffer.from(CRLF), body])
  let at = bytes.indexOf(line)
  for (let count = 0; at >= 0; count++) {
    const start = at + line.length
    if (bytes.subarray(start, start + 2).toString('latin1') === '--') return parts
    if (count === PARTS) throw badRequest(`At most ${PARTS} parts in a form`)
    const end = bytes.indexOf(line, start)
    if (end < 0) break
    readPart(parts, bytes.subarray(start, end))
    at = end
  }
  throw badRequest('The form is cut off')
}

function readPart(parts: Map<string, Raw>, part: Buffer): void {
  const end = part.indexOf(CRLF + CRLF)
  if (end < 0) throw badRequest('A part of the form has no end of its head')
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(part.subarray(0, end).toString())?.[1] ?? ''
  const name = attribute(disposition, 'name')
  if (name === null) throw badRequest('A part of the form has no name')
  const bytes = part.subarray(end + 4)
  const fileName = attribute(disposition, 'filename')
  parts.set(name, fileName === null ? bytes.toString() : { name: fileName, bytes })
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

import type pg from 'pg'

/** The part of pg's protocol that COPY needs and its types leave out. */
interface Wire {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
  readonly stream: { readonly writableNeedDrain: boolean; once(event: 'drain', listener: () => void): void }
}

/** Writes rows in the text format, each with its newline, as fast as PostgreSQL takes them. */
export function copyIn(client: pg.PoolClient, table: string, rows: Iterable<string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = {
      submit: (wire: Wire) => wire.query(`copy ${table} from stdin`),
      handleCopyInResponse(wire: Wire) {
        pump(wire, rows).then(
          () => wire.endCopyFrom(),
          (error) => wire.sendCopyFail(String(error)),
        )
      },
      handleCommandComplete() {},
      handleReadyForQuery: () => resolve(),
      handleError: reject,
    }
    client.query(query as unknown as pg.Submittable)
  })
}

const CHUNK = 65_536

async function pump(wire: Wire, rows: Iterable<string>): Promise<void> {
  let text = ''
  for (const row of rows) {
    text += row
    if (text.length < CHUNK) continue
    wire.sendCopyFromChunk(Buffer.from(text))
    text = ''
    if (wire.stream.writableNeedDrain) await new Promise<void>((resolve) => wire.stream.once('drain', resolve))
  }
  wire.sendCopyFromChunk(Buffer.from(text))
}

/** A text value as COPY reads it. */
export function copied(text: string): string {
  return text.replace(/[\\\n\r\t]/g, (char) => ESCAPES[char] ?? char)
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

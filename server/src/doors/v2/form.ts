import { openSpool, type Spool } from '../../lib/spool.ts'
import type { Raw } from './kinds.ts'
import { type PartHead, readMultipart } from './multipart.ts'

export interface MultipartForm {
  /** Of a name that comes again the last counts. Files are good until `discard`. */
  readonly values: ReadonlyMap<string, Raw>
  discard(): Promise<void>
}

export interface FormLimits {
  /** Most bytes of a file, and what is thrown for more. */
  readonly file: number
  readonly tooLarge: () => Error
}

/** Reads a form; its files go to disk as they come. @throws {Fault} */
export async function readForm(
  source: AsyncIterable<Buffer>,
  boundary: string,
  limits: FormLimits,
): Promise<MultipartForm> {
  const spools: Spool[] = []
  const discard = async () => void (await Promise.all(spools.map((spool) => spool.discard())))
  const values = new Map<string, Raw>()
  let part: Taking | undefined
  try {
    for await (const next of readMultipart(source, boundary)) {
      if (next instanceof Uint8Array) {
        await part?.take(next)
        continue
      }
      part?.end(values)
      part = next.fileName === null ? field(next) : await file(next, next.fileName, limits, spools)
    }
    part?.end(values)
    return { values, discard }
  } catch (error) {
    await discard()
    throw error
  }
}

/** A part that is coming in. */
interface Taking {
  take(piece: Buffer): Promise<void> | void
  end(values: Map<string, Raw>): void
}

function field({ name }: PartHead): Taking {
  const pieces: Buffer[] = []
  return {
    take: (piece) => void pieces.push(Buffer.from(piece)),
    end: (values) => values.set(name, Buffer.concat(pieces).toString()),
  }
}

async function file({ name }: PartHead, fileName: string, limits: FormLimits, spools: Spool[]): Promise<Taking> {
  const spool = await openSpool()
  spools.push(spool)
  let size = 0
  return {
    async take(piece) {
      size += piece.length
      if (size > limits.file) throw limits.tooLarge()
      await spool.write(piece)
    },
    end: (values) => values.set(name, { name: fileName, ...spool.whole() }),
  }
}

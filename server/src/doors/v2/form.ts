import { openSpool, type Spool } from '../../lib/spool.ts'
import type { Raw } from './kinds.ts'
import { type PartHead, readMultipart } from './multipart.ts'

export type Field = readonly [name: string, raw: Raw]

export interface MultipartForm {
  /** In the order in which they came. Files are good until `discard`. */
  readonly fields: readonly Field[]
  discard(): Promise<void>
}

export interface FormLimits {
  /** Most bytes of a file, and what is thrown for more. */
  readonly file: number
  readonly tooLarge: () => Error
  /** Whether a part of this name is a file. Some clients write a file name beside every text; it stays a text. */
  readonly isFile: (name: string) => boolean
}

/** Reads a form; its files go to disk as they come. @throws {Fault} */
export async function readForm(
  source: AsyncIterable<Buffer>,
  boundary: string,
  limits: FormLimits,
): Promise<MultipartForm> {
  const spools: Spool[] = []
  const discard = async () => void (await Promise.all(spools.map((spool) => spool.discard())))
  const fields: Field[] = []
  let part: Taking | undefined
  try {
    for await (const next of readMultipart(source, boundary)) {
      if (next instanceof Uint8Array) {
        await part?.take(next)
        continue
      }
      if (part) fields.push(part.end())
      part = await begin(next, limits, spools)
    }
    if (part) fields.push(part.end())
    return { fields, discard }
  } catch (error) {
    await discard()
    throw error
  }
}

/** A part that is coming in. */
interface Taking {
  take(piece: Buffer): Promise<void> | void
  end(): Field
}

async function begin(head: PartHead, limits: FormLimits, spools: Spool[]): Promise<Taking> {
  const { name, fileName } = head
  return fileName === null || !limits.isFile(name) ? field(head) : await file(head, fileName, limits, spools)
}

function field({ name }: PartHead): Taking {
  const pieces: Buffer[] = []
  return {
    take: (piece) => void pieces.push(Buffer.from(piece)),
    end: () => [name, Buffer.concat(pieces).toString()],
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
    end: () => [name, { name: fileName, ...spool.whole() }],
  }
}

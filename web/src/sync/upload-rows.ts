import type { ErrorCode } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import type { Write } from './ports.ts'

export type UploadState =
  /** For its turn, or for a connection. */
  | 'waiting'
  | 'uploading'
  | 'paused'
  /** The connection was lost on the way; it goes on by itself. */
  | 'broken'
  /** The device no longer has its bytes: the same file must be chosen again. */
  | 'missing'
  /** All of it has arrived, and its hash is known. */
  | 'ready'
  /** Being told in the room. */
  | 'finishing'
  /** The server has told it, the replica does not know yet. */
  | 'sent'
  | 'failed'

/** A file on its way: beside a message that is being written, or sent with one. */
export interface Upload {
  readonly id: string
  readonly roomId: number
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** What the device takes it for; only for how it looks here. */
  readonly type: string
  readonly createdAt: number
  /** What was sent together; null while the message is being written. */
  readonly batch: string | null
  /** Of the message that will tell of it, and of others; null while that is being written. */
  readonly messageId: string | null
  /** The words that go with it. */
  readonly body: string
  readonly state: UploadState
  /** Why it failed. */
  readonly code?: ErrorCode
  /** Of the server; null before it was begun. */
  readonly uploadId: number | null
  readonly sha256: string | null
  /** Room clock of what it became. */
  readonly tick?: number
}

/** Larger files are not copied onto the device: after a reload the same file must be chosen again. */
const MOST_KEPT = 512 * 1024 ** 2

/** Uploads and their bytes as they are kept on the device, so that a reload loses neither. */
export class UploadRows {
  readonly #engine: Engine
  readonly #bytes = new Map<string, Blob>()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** What was left by an earlier visit, in the order it was chosen. */
  async load(): Promise<Upload[]> {
    const rows = await this.#engine.ports.storage.all<Upload>('upload')
    return rows.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)).map(restored)
  }

  /** A device that is full sends it all the same. */
  keep(upload: Upload, bytes?: Blob): void {
    const writes: Write[] = [{ table: 'upload', key: upload.id, value: upload }]
    if (bytes) this.#bytes.set(upload.id, bytes)
    const { storage } = this.#engine.ports
    this.#engine.background(storage.write(writes))
    if (!bytes || bytes.size > MOST_KEPT) return
    storage.write([{ table: 'bytes', key: upload.id, value: bytes }]).catch(() => {})
  }

  async bytesOf(id: string): Promise<Blob | undefined> {
    const bytes = this.#bytes.get(id) ?? (await this.#engine.ports.storage.get<Blob>('bytes', id))
    if (bytes) this.#bytes.set(id, bytes)
    return bytes
  }

  /** Another tab of this browser may have finished it, or thrown it away. */
  async isKept(id: string): Promise<boolean> {
    return (await this.#engine.ports.storage.get('upload', id)) !== undefined
  }

  drop(id: string): void {
    this.#bytes.delete(id)
    const gone = { key: id, value: undefined }
    this.#engine.background(
      this.#engine.ports.storage.write([
        { table: 'upload', ...gone },
        { table: 'bytes', ...gone },
      ]),
    )
  }
}

/** What was under way has to be taken up again. */
function restored(kept: Upload): Upload {
  // Until there were several files to a message, each was told of under its own id.
  const upload = { ...kept, messageId: kept.messageId ?? (kept.batch === null ? null : kept.id) }
  if (upload.state === 'paused' || upload.state === 'failed' || upload.state === 'missing') return upload
  return { ...upload, state: upload.state === 'ready' || upload.state === 'finishing' ? 'ready' : 'waiting' }
}

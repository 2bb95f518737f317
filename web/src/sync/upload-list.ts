import type { Engine } from './engine.ts'
import { type Upload, UploadRows } from './upload-rows.ts'

const none: readonly Upload[] = []

interface OfRoom {
  attached: readonly Upload[]
  sending: readonly Upload[]
}

/** The files on their way, in the order they were chosen; every change is kept on the device and told to views. */
export class UploadList {
  readonly rows: UploadRows
  readonly #engine: Engine
  #all: readonly Upload[] = none
  #byRoom = new Map<number, OfRoom>()

  constructor(engine: Engine) {
    this.#engine = engine
    this.rows = new UploadRows(engine)
  }

  async load(): Promise<void> {
    const kept = await this.rows.load()
    this.#replace([...kept, ...this.#all])
  }

  get all(): readonly Upload[] {
    return this.#all
  }

  get roomIds(): number[] {
    return [...this.#byRoom.keys()]
  }

  /** Those beside the message that is being written in a room. */
  attached(roomId: number): readonly Upload[] {
    return this.#byRoom.get(roomId)?.attached ?? none
  }

  /** Those that were sent and are not yet among the messages. */
  sending(roomId: number): readonly Upload[] {
    return this.#byRoom.get(roomId)?.sending ?? none
  }

  get(id: string): Upload | undefined {
    return this.#all.find((upload) => upload.id === id)
  }

  add(uploads: readonly Upload[], bytes: readonly Blob[]): void {
    for (const [index, upload] of uploads.entries()) this.rows.keep(upload, bytes[index])
    this.#replace([...this.#all, ...uploads])
  }

  update(id: string, change: Partial<Upload>): void {
    const at = this.#all.findIndex((upload) => upload.id === id)
    const before = this.#all[at]
    if (!before) return
    const upload = { ...before, ...change }
    this.#replace(this.#all.with(at, upload))
    if (upload.state !== 'sent') this.rows.keep(upload)
  }

  remove(id: string): void {
    this.rows.drop(id)
    this.#replace(this.#all.filter((upload) => upload.id !== id))
  }

  /** The words that go with one that will not arrive go with another of the same message, if there is one. */
  handOn({ id, batch, body }: Upload): void {
    if (batch === null || body === '') return
    const others = this.#all.filter((other) => {
      return other.batch === batch && other.id !== id && !['failed', 'finishing', 'sent'].includes(other.state)
    })
    const heir = others.find(({ state }) => state !== 'paused' && state !== 'missing') ?? others[0]
    if (!heir) return
    this.update(id, { body: '' })
    this.update(heir.id, { body })
  }

  #replace(all: readonly Upload[]): void {
    const rooms = new Set([...this.#all, ...all].map(({ roomId }) => roomId))
    this.#all = all
    this.#byRoom = new Map()
    for (const [roomId, uploads] of Map.groupBy(all, (upload) => upload.roomId)) {
      const attached = uploads.filter(({ batch }) => batch === null)
      this.#byRoom.set(roomId, { attached, sending: uploads.filter(({ batch }) => batch !== null) })
    }
    this.#engine.topics.touch('uploads')
    for (const roomId of rooms) this.#engine.topics.touch(`timeline:${roomId}`)
  }
}

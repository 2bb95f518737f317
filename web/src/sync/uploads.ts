import { api, type ErrorCode, FILE_BYTES, Refusal } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import { delayOf, isPassing } from './failure.ts'
import { messageIds } from './message-id.ts'
import type { Cancel } from './ports.ts'
import { plainTransfer, type Transfer } from './transfer.ts'
import { UploadList } from './upload-list.ts'
import { BytesMissing, sendParts } from './upload-parts.ts'
import { Speed, type UploadProgress } from './upload-progress.ts'
import type { Upload } from './upload-rows.ts'

/** Files on their way at the same time; the others wait for their turn. */
const AT_ONCE = 3
const RETRY = 2_000
const LONGEST_RETRY = 30_000
const SOON = 50
/** Batches that can be taken back after they were told. */
const REMEMBERED = 3
const nothing: UploadProgress = { sent: 0, rate: null }

interface Told {
  readonly roomId: number
  readonly messageId: string
  readonly fileId: number
  /** To attach it again; missing when the device never had all of it. */
  readonly file: File | null
}

/**
 * Files on their way to the server. Each begins to travel when it is chosen, and is told of in its room once the message it
 * goes with is sent and it has arrived. Kept on the device until then: a reload or a dead network loses nothing, and what has
 * arrived is not sent again.
 */
export class Uploads {
  readonly #engine: Engine
  readonly #transfer: Transfer
  readonly #newId: () => string
  readonly #list: UploadList
  readonly #speeds = new Map<string, Speed>()
  readonly #running = new Map<string, AbortController>()
  readonly #retries = new Map<string, { cancel: Cancel; delay: number }>()
  readonly #finishing = new Set<number>()
  /** Left by an earlier visit: only of these does absence mean that another tab took them. */
  readonly #restored = new Set<string>()
  readonly #told = new Map<string, Told[]>()
  #isOpen = false

  constructor(engine: Engine) {
    this.#engine = engine
    this.#newId = messageIds(engine.ports)
    this.#transfer = engine.ports.transfer ?? plainTransfer(engine.ports)
    this.#list = new UploadList(engine)
    engine.onChange((change) => {
      if (change !== null) this.#settle(change)
    })
  }

  async load(): Promise<void> {
    await this.#list.load()
    for (const { id } of this.all) this.#restored.add(id)
  }

  get all(): readonly Upload[] {
    return this.#list.all
  }

  /** Those beside the message that is being written in a room. */
  attached(roomId: number): readonly Upload[] {
    return this.#list.attached(roomId)
  }

  /** Those that were sent and are not yet among the messages. */
  sending(roomId: number): readonly Upload[] {
    return this.#list.sending(roomId)
  }

  get(id: string): Upload | undefined {
    return this.#list.get(id)
  }

  progress(id: string): UploadProgress {
    return this.#speeds.get(id)?.view ?? nothing
  }

  /** The file itself, to show it before it has arrived. */
  bytes(id: string): Promise<Blob | undefined> {
    return this.#list.rows.bytesOf(id)
  }

  /** Files beside the message that is being written in a room. They begin to travel at once. */
  add(roomId: number, files: readonly File[]): void {
    const added = files.map((file): Upload => {
      const tooLarge = file.size > FILE_BYTES
      return {
        id: this.#newId(),
        roomId,
        name: file.name,
        size: file.size,
        type: file.type,
        createdAt: this.#engine.ports.clock.now(),
        batch: null,
        body: '',
        state: tooLarge ? 'failed' : 'waiting',
        ...(tooLarge && { code: 'too_large' as const }),
        uploadId: null,
        sha256: null,
      }
    })
    this.#list.add(added, files)
    this.#next()
  }

  /** Sends what is attached in a room, with these words before the first. Returns what they have in common; null: nothing was. */
  send(roomId: number, body: string): string | null {
    const going = this.attached(roomId).filter(({ state }) => state !== 'failed')
    const [first] = going
    if (!first) return null
    const createdAt = this.#engine.ports.clock.now()
    for (const { id } of going) this.#list.update(id, { batch: first.id, body: id === first.id ? body : '', createdAt })
    this.#finish(roomId)
    return first.id
  }

  /** Whether something that was sent together can still be taken back. */
  knows(batch: string): boolean {
    return this.#told.has(batch) || this.all.some((upload) => upload.batch === batch)
  }

  /** Takes what was sent back to where the message is written. What has been told is deleted, and travels anew. */
  async takeBack(batch: string): Promise<void> {
    const those = (...states: string[]) => {
      return this.all.filter((upload) => upload.batch === batch && states.includes(upload.state))
    }
    for (const { id } of those('waiting', 'uploading', 'paused', 'broken', 'missing', 'ready', 'failed')) {
      this.#list.update(id, { batch: null, body: '' })
    }
    while (those('finishing').length > 0) await this.#engine.wait(SOON)
    const told = this.#told.get(batch) ?? []
    this.#told.delete(batch)
    for (const { roomId, messageId, fileId, file } of told) {
      await this.#engine.call(api.messages.delete, { roomId, id: messageId })
      await this.#engine.call(api.files.delete, { roomId, id: fileId })
      if (file) this.add(roomId, [file])
    }
  }

  pause(id: string): void {
    this.#halt(id)
    this.#list.update(id, { state: 'paused' })
    this.#next()
  }

  /** Goes on after a pause, or tries a failed one again. */
  resume(id: string): void {
    const upload = this.get(id)
    if (!upload || upload.code === 'infected' || upload.code === 'too_large') return
    this.#halt(id)
    this.#list.update(id, { state: 'waiting', code: undefined })
    this.#next()
  }

  /** Gives the bytes of one whose bytes are missing. False: it is another file. */
  provide(id: string, file: File): boolean {
    const upload = this.get(id)
    if (!upload || file.size !== upload.size || file.name !== upload.name) return false
    this.#list.rows.keep(upload, file)
    this.resume(id)
    return true
  }

  /** Drops one. The words that went with it go with another of the same message, if there is one. */
  discard(id: string): void {
    const upload = this.get(id)
    if (!upload || upload.state === 'finishing' || upload.state === 'sent') return
    this.#halt(id)
    this.#list.handOn(upload)
    this.#list.remove(id)
    this.#speeds.delete(id)
    const { uploadId } = upload
    if (uploadId !== null && this.#isOpen) this.#engine.background(this.#abort(uploadId))
    this.#next()
    this.#finish(upload.roomId)
  }

  /** The server knows who this is: everything goes on. */
  resumeAll(): void {
    this.#isOpen = true
    for (const { cancel } of this.#retries.values()) cancel()
    this.#retries.clear()
    for (const { id, state } of this.all) if (state === 'broken') this.#list.update(id, { state: 'waiting' })
    this.#next()
    for (const roomId of this.#list.roomIds) this.#finish(roomId)
  }

  pauseAll(): void {
    this.#isOpen = false
  }

  /** The page closes. */
  stop(): void {
    this.pauseAll()
    for (const id of [...this.#running.keys(), ...this.#retries.keys()]) this.#halt(id)
  }

  #next(): void {
    for (const { id, state } of this.all) {
      if (!this.#isOpen || this.#running.size >= AT_ONCE) return
      if (state === 'waiting' && !this.#running.has(id)) this.#engine.background(this.#run(id))
    }
  }

  async #run(id: string): Promise<void> {
    const stop = new AbortController()
    this.#running.set(id, stop)
    const { locks } = this.#engine.ports
    const lane = `naniwa-upload-${this.#engine.replica.accountId}-${id}`
    try {
      await (locks ? locks.request(lane, () => this.#travel(id, stop)) : this.#travel(id, stop))
    } catch (error) {
      if (!stop.signal.aborted) this.#failed(id, error)
    } finally {
      if (this.#running.get(id) === stop) this.#running.delete(id)
    }
    this.#next()
    const upload = this.get(id)
    if (upload?.state === 'ready') this.#finish(upload.roomId)
  }

  async #travel(id: string, stop: AbortController): Promise<void> {
    if (this.#restored.has(id) && !(await this.#list.rows.isKept(id))) {
      this.#list.remove(id)
      return
    }
    const bytes = await this.#list.rows.bytesOf(id)
    const upload = this.get(id)
    if (!upload || stop.signal.aborted) return
    const speed = this.#speeds.get(id) ?? new Speed(this.#engine.ports.clock)
    this.#speeds.set(id, speed)
    this.#list.update(id, { state: 'uploading' })
    const sha256 = await sendParts(upload, {
      engine: this.#engine,
      transfer: this.#transfer,
      signal: stop.signal,
      bytes,
      note: (known) => !stop.signal.aborted && this.#list.update(id, known),
      progress: (sent) => {
        if (speed.tell(sent)) this.#engine.topics.touch(`upload:${id}`)
      },
    })
    if (stop.signal.aborted) return
    this.#retries.delete(id)
    this.#list.update(id, { state: 'ready', sha256 })
  }

  #failed(id: string, error: unknown): void {
    if (error instanceof BytesMissing) this.#list.update(id, { state: 'missing' })
    else if (error instanceof Refusal && !isPassing(error) && error.code !== 'unauthenticated') {
      this.#refuse(id, error.code)
    } else this.#break(id, error)
  }

  /** Tries again by itself, later each time. */
  #break(id: string, error: unknown): void {
    if (!isPassing(error)) this.#engine.ports.report?.(error)
    const before = this.#retries.get(id)?.delay ?? RETRY / 2
    const delay = Math.max(delayOf(error, 0), Math.min(before * 2, LONGEST_RETRY))
    this.#list.update(id, { state: 'broken' })
    const again = () => {
      if (this.get(id)?.state !== 'broken') return
      this.#list.update(id, { state: 'waiting' })
      this.#next()
    }
    this.#retries.set(id, { cancel: this.#engine.after(delay, again), delay })
  }

  /** After some refusals nothing is left on the server to go on from. */
  #refuse(id: string, code: ErrorCode): void {
    const isOver = code === 'hash_mismatch' || code === 'infected' || code === 'not_found'
    this.#speeds.delete(id)
    const upload = this.get(id)
    if (upload) this.#list.handOn(upload)
    this.#list.update(id, { state: 'failed', code, ...(isOver && { uploadId: null, sha256: null }) })
  }

  /** Tells of those that have arrived, in the order in which they were sent. */
  #finish(roomId: number): void {
    if (!this.#isOpen || this.#finishing.has(roomId)) return
    const halted = ['failed', 'paused', 'missing', 'sent']
    const next = this.sending(roomId).find(({ state }) => !halted.includes(state))
    if (next?.state !== 'ready') return
    this.#finishing.add(roomId)
    const work = this.#tell(next).finally(() => this.#finishing.delete(roomId))
    this.#engine.background(work.then((isTold) => isTold && this.#finish(roomId)))
  }

  /** False: not now. */
  async #tell(upload: Upload): Promise<boolean> {
    const { id, uploadId, sha256, body, roomId } = upload
    if (uploadId === null || sha256 === null) {
      this.#list.update(id, { state: 'waiting' })
      this.#next()
      return false
    }
    this.#list.update(id, { state: 'finishing' })
    try {
      const file = await this.#engine.call(api.files.complete, { uploadId, messageId: id, sha256, body })
      await this.#remember(upload, file.id)
      this.#list.rows.drop(id)
      this.#list.update(id, { state: 'sent', tick: file.tick })
      this.#settle(roomId)
      return true
    } catch (error) {
      // What is not all there after all is asked for again.
      if (error instanceof Refusal && error.code === 'upload_incomplete') this.resume(id)
      else this.#failed(id, error)
      return error instanceof Refusal && !isPassing(error)
    }
  }

  async #remember({ id, roomId, batch, name, type }: Upload, fileId: number): Promise<void> {
    const bytes = await this.#list.rows.bytesOf(id)
    const file = bytes ? new File([bytes], name, { type }) : null
    const key = batch ?? id
    this.#told.set(key, [...(this.#told.get(key) ?? []), { roomId, messageId: id, fileId, file }])
    for (const old of [...this.#told.keys()].slice(0, -REMEMBERED)) this.#told.delete(old)
  }

  async #abort(uploadId: number): Promise<void> {
    await this.#engine.call(api.files.abort, { uploadId }).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error
    })
  }

  /** Drops what has arrived in the replica: its message comes one after the file. */
  #settle(roomId: number): void {
    const sending = this.sending(roomId)
    if (sending.length === 0) return
    const copy = this.#engine.room(roomId)
    const arrived = new Set(copy?.timeline.messages.slice(-50).map(({ id }) => id))
    for (const { id, tick, state } of sending) {
      // Its message may be heard before the answer that it was told: until then it can still be taken back.
      if (state === 'finishing') continue
      if (!arrived.has(id) && (tick === undefined || tick >= (copy?.tick ?? 0))) continue
      this.#list.remove(id)
      this.#speeds.delete(id)
    }
  }

  #halt(id: string): void {
    this.#running.get(id)?.abort(new DOMException('halted', 'AbortError'))
    this.#running.delete(id)
    this.#retries.get(id)?.cancel()
    this.#retries.delete(id)
  }
}

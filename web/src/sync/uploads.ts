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
import { Telling } from './upload-telling.ts'

/** Files on their way at the same time; the others wait for their turn. */
const AT_ONCE = 3
const RETRY = 2_000
const LONGEST_RETRY = 30_000
const nothing: UploadProgress = { sent: 0, rate: null }

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
  readonly #telling: Telling
  readonly #speeds = new Map<string, Speed>()
  readonly #running = new Map<string, AbortController>()
  readonly #retries = new Map<string, { cancel: Cancel; delay: number }>()
  /** Left by an earlier visit: only of these does absence mean that another tab took them. */
  readonly #restored = new Set<string>()
  #isOpen = false

  constructor(engine: Engine) {
    this.#engine = engine
    this.#newId = messageIds(engine.ports)
    this.#transfer = engine.ports.transfer ?? plainTransfer(engine.ports)
    this.#list = new UploadList(engine)
    this.#telling = new Telling(engine, {
      list: this.#list,
      newId: this.#newId,
      isOpen: () => this.#isOpen,
      again: (id) => this.resume(id),
      failed: (id, error) => this.#failed(id, error),
      forget: (id) => {
        this.#list.remove(id)
        this.#speeds.delete(id)
      },
      attach: (roomId, file) => this.add(roomId, [file]),
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
        messageId: null,
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
    return this.#telling.send(roomId, body)
  }

  /** Whether something that was sent together can still be taken back. */
  knows(batch: string): boolean {
    return this.#telling.knows(batch)
  }

  /** Takes what was sent back to where the message is written. What has been told is deleted, and travels anew. */
  takeBack(batch: string): Promise<void> {
    return this.#telling.takeBack(batch)
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
    if (upload.uploadId !== null) this.#abandon(upload.uploadId)
    this.#next()
    this.#telling.go(upload.roomId)
  }

  /** The server knows who this is: everything goes on. */
  resumeAll(): void {
    this.#isOpen = true
    for (const { cancel } of this.#retries.values()) cancel()
    this.#retries.clear()
    for (const { id, state } of this.all) if (state === 'broken') this.#list.update(id, { state: 'waiting' })
    this.#next()
    for (const roomId of this.#list.roomIds) this.#telling.go(roomId)
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
    if (upload?.state === 'ready') this.#telling.go(upload.roomId)
  }

  async #travel(id: string, stop: AbortController): Promise<void> {
    if (this.#restored.has(id) && !(await this.#list.rows.isKept(id))) {
      this.#list.remove(id)
      return
    }
    const bytes = await this.#list.rows.bytesOf(id)
    const upload = this.get(id)
    if (!upload || stop.signal.aborted) return
    const speed = this.#speeds.get(id) ?? new Speed(this.#engine.ports.clock, upload.size)
    this.#speeds.set(id, speed)
    this.#list.update(id, { state: 'uploading' })
    const sha256 = await sendParts(upload, {
      engine: this.#engine,
      transfer: this.#transfer,
      signal: stop.signal,
      bytes,
      begun: (uploadId) => this.#begun(id, uploadId, stop.signal),
      hashed: (hash) => !stop.signal.aborted && this.#list.update(id, { sha256: hash }),
      progress: (sent) => {
        if (speed.tell(sent)) this.#engine.topics.touch(`upload:${id}`)
      },
    })
    if (stop.signal.aborted) return
    this.#retries.delete(id)
    this.#list.update(id, { state: 'ready', sha256 })
  }

  /** Whoever halted it before it had begun did not know what to drop there: what nobody goes on with takes room for days. */
  #begun(id: string, uploadId: number, signal: AbortSignal): void {
    const upload = this.get(id)
    if (upload?.uploadId === uploadId) return
    const isWanted = upload && (upload.uploadId === null || !signal.aborted)
    const orphan = isWanted ? upload.uploadId : uploadId
    if (isWanted) this.#list.update(id, { uploadId })
    if (orphan !== null) this.#abandon(orphan)
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

  #abandon(uploadId: number): void {
    if (!this.#isOpen) return
    const aborted = this.#engine.call(api.files.abort, { uploadId }).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error
    })
    this.#engine.background(aborted)
  }

  #halt(id: string): void {
    this.#running.get(id)?.abort(new DOMException('halted', 'AbortError'))
    this.#running.delete(id)
    this.#retries.get(id)?.cancel()
    this.#retries.delete(id)
  }
}

import { api, FILES_TOGETHER, Refusal, type File as Told } from '@naniwa/contract'
import type { Engine } from './engine.ts'
import { isPassing } from './failure.ts'
import type { UploadList } from './upload-list.ts'
import type { Upload } from './upload-rows.ts'

const SOON = 50
/** Between two questions whether large files have been read; ms. */
const READING = 500
/** Batches that can be taken back after they were told. */
const REMEMBERED = 3
/** They hold nobody up: the others go without them. */
const halted = new Set(['failed', 'paused', 'missing', 'sent'])

interface Remembered {
  readonly roomId: number
  readonly messageId: string
  readonly fileId: number
  /** To attach it again; missing when the device never had all of it. */
  readonly file: File | null
}

export interface Deeds {
  readonly list: UploadList
  readonly newId: () => string
  readonly isOpen: () => boolean
  /** To travel again: what is not all there after all. */
  readonly again: (id: string) => void
  readonly failed: (id: string, error: unknown) => void
  /** It is told and known: nothing of it is needed any more. */
  readonly forget: (id: string) => void
  /** Attaches one that was told anew. */
  readonly attach: (roomId: number, file: File) => void
}

/** Tells of files that have arrived, those of one message together, in the order in which they were sent; and takes it back. */
export class Telling {
  readonly #engine: Engine
  readonly #deeds: Deeds
  readonly #busy = new Set<number>()
  readonly #told = new Map<string, Remembered[]>()

  constructor(engine: Engine, deeds: Deeds) {
    this.#engine = engine
    this.#deeds = deeds
    engine.onChange((change) => {
      if (change !== null) this.settle(change)
    })
  }

  /** Gives what is attached to messages, with these words before the first. Returns what they have in common; null: nothing was. */
  send(roomId: number, body: string): string | null {
    const { list, newId } = this.#deeds
    const going = list.attached(roomId).filter(({ state }) => state !== 'failed')
    if (going.length === 0) return null
    const createdAt = this.#engine.ports.clock.now()
    const batch = newId()
    let messageId = batch
    for (const [at, { id }] of going.entries()) {
      if (at > 0 && at % FILES_TOGETHER === 0) messageId = newId()
      list.update(id, { batch, messageId, body: at === 0 ? body : '', createdAt })
    }
    this.go(roomId)
    return batch
  }

  /** Tells of the next that are to be told of in a room, if all of them have arrived. */
  go(roomId: number): void {
    if (!this.#deeds.isOpen() || this.#busy.has(roomId)) return
    const going = this.#deeds.list.sending(roomId).filter(({ state }) => !halted.has(state))
    const together = going.filter(({ messageId }) => messageId === going[0]?.messageId)
    if (together.length === 0 || together.some(({ state }) => state !== 'ready')) return
    this.#busy.add(roomId)
    const work = this.#tell(roomId, together).finally(() => this.#busy.delete(roomId))
    this.#engine.background(work.then((goesOn) => goesOn && this.go(roomId)))
  }

  /** Whether something that was sent together can still be taken back. */
  knows(batch: string): boolean {
    return this.#told.has(batch) || this.#deeds.list.all.some((upload) => upload.batch === batch)
  }

  /** Takes what was sent back to where the message is written. What has been told is deleted, and travels anew. */
  async takeBack(batch: string): Promise<void> {
    const { list, attach } = this.#deeds
    const those = (isWanted: (upload: Upload) => boolean) =>
      list.all.filter((upload) => upload.batch === batch && isWanted(upload))
    for (const { id } of those(({ state }) => state !== 'finishing' && state !== 'sent'))
      list.update(id, { batch: null, messageId: null, body: '' })
    while (those(({ state }) => state === 'finishing').length > 0) await this.#engine.wait(SOON)
    const told = this.#told.get(batch) ?? []
    this.#told.delete(batch)
    for (const [messageId, [first]] of Map.groupBy(told, (one) => one.messageId))
      if (first) await this.#engine.call(api.messages.delete, { roomId: first.roomId, id: messageId })
    for (const { roomId, fileId, file } of told) {
      await this.#engine.call(api.files.delete, { roomId, id: fileId })
      if (file) attach(roomId, file)
    }
  }

  /** Drops what has arrived in the replica: its message comes one after the files. */
  settle(roomId: number): void {
    const sending = this.#deeds.list.sending(roomId)
    if (sending.length === 0) return
    const copy = this.#engine.room(roomId)
    const arrived = new Set(copy?.timeline.messages.slice(-50).map(({ id }) => id))
    for (const { id, messageId, tick, state } of sending) {
      // Its message may be heard before the answer that it was told: until then it can still be taken back.
      if (state !== 'sent') continue
      if (!arrived.has(messageId ?? '') && (tick === undefined || tick >= (copy?.tick ?? 0))) continue
      this.#deeds.forget(id)
    }
  }

  /** False: not now. */
  async #tell(roomId: number, together: readonly Upload[]): Promise<boolean> {
    const { list, again } = this.#deeds
    const unknown = together.filter(({ uploadId, sha256 }) => uploadId === null || sha256 === null)
    for (const { id } of unknown) again(id)
    if (unknown.length > 0) return false
    // Also when they stand with one that is halted: they go with the first that are told of.
    const ofMessage = list.sending(roomId).filter(({ messageId }) => messageId === together[0]?.messageId)
    const words = ofMessage.find(({ body }) => body !== '')?.body ?? ''
    for (const { id } of together) list.update(id, { state: 'finishing' })
    try {
      const files = await this.#complete(together, words)
      await this.#remember(together, files)
      for (const [at, { id }] of together.entries()) {
        list.rows.drop(id)
        list.update(id, { state: 'sent', tick: files[at]?.tick })
      }
      this.#leaveBehind(roomId, together)
      this.settle(roomId)
      return true
    } catch (error) {
      this.#refused(together, error)
      return error instanceof Refusal && !isPassing(error)
    }
  }

  async #complete(together: readonly Upload[], body: string): Promise<readonly Told[]> {
    const uploads = together.map(({ uploadId, sha256 }) => ({ id: uploadId ?? 0, sha256: sha256 ?? '' }))
    const messageId = together[0]?.messageId ?? this.#deeds.newId()
    for (;;) {
      const { files } = await this.#engine.call(api.files.complete, { uploads, messageId, body })
      if (files) return files
      await this.#engine.wait(READING)
    }
  }

  /** Those that did not come along go with a message of their own. */
  #leaveBehind(roomId: number, together: readonly Upload[]): void {
    const { list, newId } = this.#deeds
    const left = list
      .sending(roomId)
      .filter(({ messageId, state }) => messageId === together[0]?.messageId && state !== 'sent')
    const messageId = newId()
    for (const { id } of left) list.update(id, { messageId, body: '' })
  }

  /** One that is refused leaves the others to go without it. */
  #refused(together: readonly Upload[], error: unknown): void {
    const { list, again, failed, newId } = this.#deeds
    if (!(error instanceof Refusal) || isPassing(error) || error.code === 'unauthenticated') {
      for (const { id } of together) failed(id, error)
      return
    }
    const at = Number(/^uploads\.(\d+)$/.exec(error.issues?.[0]?.path ?? '')?.[1] ?? (together.length > 1 ? -1 : 0))
    for (const [place, { id }] of together.entries()) {
      // Some may have been told of before, their answer lost: each goes on by itself.
      if (place !== at) list.update(id, { state: 'ready', ...(at < 0 && { messageId: newId() }) })
      // What is not all there after all is asked for again.
      else if (error.code === 'upload_incomplete') again(id)
      else failed(id, error)
    }
  }

  async #remember(together: readonly Upload[], files: readonly Told[]): Promise<void> {
    for (const [at, { id, roomId, batch, messageId, name, type }] of together.entries()) {
      const bytes = await this.#deeds.list.rows.bytesOf(id)
      const file = bytes ? new File([bytes], name, { type }) : null
      const key = batch ?? id
      const known = this.#told.get(key) ?? []
      this.#told.set(key, [...known, { roomId, messageId: messageId ?? '', fileId: files[at]?.id ?? 0, file }])
    }
    for (const old of [...this.#told.keys()].slice(0, -REMEMBERED)) this.#told.delete(old)
  }
}

import type { Clock } from './ports.ts'

export interface UploadProgress {
  /** Bytes that have arrived or are on the wire. */
  readonly sent: number
  /** Bytes a second; null until it is known. */
  readonly rate: number | null
}

/** Told this often at most, in ms: figures that change faster cannot be read. */
const BEAT = 250
/** How much the newest beat counts: what is shown calms down within a few seconds. */
const WEIGHT = 0.2

/** How far an upload is, and how fast. */
export class Speed {
  view: UploadProgress = { sent: 0, rate: null }
  readonly #clock: Clock
  readonly #size: number
  #at = 0
  #sent = 0
  #rate: number | null = null

  constructor(clock: Clock, size: number) {
    this.#clock = clock
    this.#size = size
  }

  /** True when there is something new to show, as there is at the end. The first call says where it begins. */
  tell(sent: number): boolean {
    const now = this.#clock.now()
    const passed = now - this.#at
    if (this.#at !== 0 && passed < BEAT && sent < this.#size) return false
    if (this.#at !== 0 && passed > 0 && sent > this.#sent) {
      const rate = ((sent - this.#sent) / passed) * 1_000
      this.#rate = this.#rate === null ? rate : this.#rate + WEIGHT * (rate - this.#rate)
    }
    this.#at = now
    this.#sent = sent
    this.view = { sent, rate: this.#rate }
    return true
  }
}

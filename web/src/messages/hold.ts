/** What the first rows measure moves them; until then the end that is in sight may not be the end. */
export const SETTLING = 400
/** A push of the wheel goes on for a while; ms between two of its scroll events. */
const MOMENTUM = 200

export interface Sight {
  /** The end of all there is. */
  isAtEnd: boolean
  /** The room was marked unread by hand. */
  isKept: boolean
}

/**
 * Whether the end of a log stays in sight as messages come. The reader decides, by going there or away; that rows are measured,
 * prepended or drawn narrower decides nothing. Times are of `performance.now()`.
 */
export class Hold {
  #isHeld = false
  #wasAtEnd = true
  #wasKept = false
  #pushedUntil = 0
  #settledAt = 0

  get isHeld(): boolean {
    return this.#isHeld
  }

  get wasAtEnd(): boolean {
    return this.#wasAtEnd
  }

  /** The reader has not moved it yet. */
  get isUntouched(): boolean {
    return this.#pushedUntil === 0
  }

  /** The log begins anew, at its end or elsewhere. */
  begin(at: 'end' | 'elsewhere', now: number): void {
    this.#settledAt = now + SETTLING
    this.#isHeld = at === 'end'
  }

  /** The reader asked for the end. */
  hold(): void {
    this.#isHeld = true
  }

  /** The reader pushes it: by wheel, finger or key. */
  push(now: number): void {
    this.#pushedUntil = now + MOMENTUM
  }

  /** It moved: of itself, or because a push goes on. */
  move(now: number): void {
    if (now < this.#pushedUntil) this.push(now)
  }

  /** What is in sight now. Answers whether it is the reader who has just come to the end. */
  see({ isAtEnd, isKept }: Sight, now: number): boolean {
    // The press that marked it unread is no wish to read on, though the line that appears moves the end.
    if (isKept && !this.#wasKept) this.#pushedUntil = 0
    this.#wasKept = isKept
    const isPushed = now < this.#pushedUntil
    if (isAtEnd && (isPushed || now > this.#settledAt)) this.#isHeld = true
    else if (!isAtEnd && isPushed) this.#isHeld = false
    const hasArrived = isAtEnd && isPushed && !this.#wasAtEnd
    this.#wasAtEnd = isAtEnd
    return hasArrived
  }
}

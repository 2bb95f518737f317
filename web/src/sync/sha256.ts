/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const K = new Int32Array(64)
/** And of the square roots of the first eight (5.3.3). */
const START = new Int32Array(8)

let found = 0
for (let n = 2; found < 64; n++) {
  if (!isPrime(n)) continue
  if (found < 8) START[found] = fraction(Math.sqrt(n))
  K[found++] = fraction(Math.cbrt(n))
}

function isPrime(n: number): boolean {
  for (let by = 2; by * by <= n; by++) if (n % by === 0) return false
  return true
}

function fraction(value: number): number {
  return ((value - Math.floor(value)) * 2 ** 32) >>> 0
}

const BLOCK = 64

export interface Sha256 {
  update(bytes: Uint8Array): void
  /** In small hexadecimal. Nothing can be added afterwards. */
  digest(): string
}

/** SHA-256 a piece at a time, which the browser's own cannot do: it holds one block, whatever the length of the whole. */
export function createSha256(): Sha256 {
  const state = Int32Array.from(START)
  const words = new Int32Array(64)
  const rest = new Uint8Array(BLOCK)
  let held = 0
  let length = 0

  function update(bytes: Uint8Array): void {
    length += bytes.length
    let at = 0
    if (held > 0) {
      at = Math.min(BLOCK - held, bytes.length)
      rest.set(bytes.subarray(0, at), held)
      held += at
      if (held < BLOCK) return
      compress(state, words, rest, 0)
      held = 0
    }
    for (; at + BLOCK <= bytes.length; at += BLOCK) compress(state, words, bytes, at)
    rest.set(bytes.subarray(at))
    held = bytes.length - at
  }

  function digest(): string {
    const bits = BigInt(length) * 8n
    const end = new Uint8Array(held < 56 ? BLOCK : 2 * BLOCK)
    end.set(rest.subarray(0, held))
    end[held] = 0x80
    new DataView(end.buffer).setBigUint64(end.length - 8, bits)
    for (let at = 0; at < end.length; at += BLOCK) compress(state, words, end, at)
    return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }

  return { update, digest }
}

/** Of something that need not fit into memory. */
export async function hashStream(bytes: Blob, signal: AbortSignal): Promise<string> {
  const hash = createSha256()
  for await (const chunk of bytes.stream() as unknown as AsyncIterable<Uint8Array>) {
    signal.throwIfAborted()
    hash.update(chunk)
  }
  return hash.digest()
}

// One function without calls, and integers of one kind only: this is where the time goes.
function compress(state: Int32Array, w: Int32Array, bytes: Uint8Array, from: number): void {
  for (let t = 0, at = from; t < 16; t++, at += 4) {
    w[t] =
      ((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number)
  }
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15] as number
    const y = w[t - 2] as number
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[t] = ((w[t - 16] as number) + s0 + (w[t - 7] as number) + s1) | 0
  }
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const one = (h + s1 + (g ^ (e & (f ^ g))) + (K[t] as number) + (w[t] as number)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const two = (s0 + ((a & b) | (c & (a | b)))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  state[0] = (state[0] as number) + a
  state[1] = (state[1] as number) + b
  state[2] = (state[2] as number) + c
  state[3] = (state[3] as number) + d
  state[4] = (state[4] as number) + e
  state[5] = (state[5] as number) + f
  state[6] = (state[6] as number) + g
  state[7] = (state[7] as number) + h
}

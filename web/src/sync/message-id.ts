import type { Ports } from './ports.ts'

const RANDOM_BITS = 21

/** 42 bits of milliseconds, 21 random. Two of one client in one millisecond still differ and ascend. */
export function messageIds({ clock, random }: Pick<Ports, 'clock' | 'random'>): () => string {
  let last = 0n
  return () => {
    const noise = BigInt(Math.floor(random() * 2 ** RANDOM_BITS))
    const id = (BigInt(clock.now()) << BigInt(RANDOM_BITS)) | noise
    last = id > last ? id : last + 1n
    return String(last)
  }
}

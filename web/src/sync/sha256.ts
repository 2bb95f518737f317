import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/**
 * SHA-256, in small hexadecimal, of something that need not fit into memory; the browser's own takes all of it at once.
 * Throws when the signal says so.
 */
export async function hashStream(bytes: Blob, signal: AbortSignal): Promise<string> {
  const hash = sha256.create()
  for await (const chunk of bytes.stream() as unknown as AsyncIterable<Uint8Array>) {
    signal.throwIfAborted()
    hash.update(chunk)
  }
  return bytesToHex(hash.digest())
}

import { Disconnected, refusalOf } from './failure.ts'
import type { Ports } from './ports.ts'
import { hashStream } from './sha256.ts'

export interface PutOptions {
  readonly signal: AbortSignal
  /** Told how many bytes of it have gone out so far. */
  readonly onSent: (bytes: number) => void
}

/** How bytes leave the device. Neither holds more of them than a piece at a time. */
export interface Transfer {
  /** @throws {Disconnected} {Refusal}, or an AbortError. */
  put(url: string, bytes: Blob, options: PutOptions): Promise<void>
  /** SHA-256, in small hexadecimal. Rejects when the bytes cannot be read any more. */
  hash(bytes: Blob, signal: AbortSignal): Promise<string>
}

/** With what every platform has; a browser has better (`browser-transfer.ts`). */
export function plainTransfer({ url: server, fetch }: Pick<Ports, 'url' | 'fetch'>): Transfer {
  return {
    async put(url, bytes, { signal, onSent }) {
      const answer = await fetch(new URL(url, server), { method: 'PUT', body: bytes, signal }).catch(
        (error: unknown) => {
          if (signal.aborted) throw error
          throw new Disconnected('the part was cut off', { cause: error })
        },
      )
      if (!answer.ok) throw putRefusal(answer.status, await answer.text())
      onSent(bytes.size)
    },
    hash: hashStream,
  }
}

/** An address whose time is over is only asked for anew. */
export function putRefusal(status: number, text: string): Error {
  if (status === 403) return new Disconnected('the address of the part is too old')
  try {
    return refusalOf((JSON.parse(text) as { error?: unknown }).error, status)
  } catch {
    return refusalOf(undefined, status)
  }
}

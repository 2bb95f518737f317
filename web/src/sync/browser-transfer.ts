import { Disconnected } from './failure.ts'
import type { Hashed } from './hash-worker.ts'
import hasher from './hash-worker.ts?worker&url'
import { hashStream } from './sha256.ts'
import { putRefusal, type Transfer } from './transfer.ts'

/** Parts of the program that are loaded by name alone. */
export const workers: readonly string[] = [hasher]

/** Smaller files are hashed faster than a worker starts. */
const SMALL = 256 * 1024

/** Straight from the disk to the wire: the browser reads as it sends, and tells how far it has come, which `fetch` does not. */
export const browserTransfer: Transfer = {
  put(url, bytes, { signal, onSent }) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      const cancel = () => request.abort()
      signal.addEventListener('abort', cancel)
      request.upload.onprogress = ({ loaded }) => onSent(loaded)
      request.onload = () => {
        if (request.status >= 200 && request.status < 300) resolve()
        else reject(putRefusal(request.status, request.responseText))
      }
      request.onerror = () => reject(new Disconnected('the part was cut off'))
      request.onabort = () => reject(signal.reason)
      request.onloadend = () => signal.removeEventListener('abort', cancel)
      request.open('PUT', url)
      request.send(bytes)
      if (signal.aborted) cancel()
    })
  },

  hash(bytes, signal) {
    if (bytes.size < SMALL) return hashStream(bytes, signal)
    const worker = new Worker(hasher, { type: 'module' })
    const answer = new Promise<string>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Hashed>) =>
        'sha256' in data ? resolve(data.sha256) : reject(new Error(data.failed))
      // It could not be had: the page does it itself, rather than say that the file is gone.
      worker.onerror = () => resolve(hashStream(bytes, signal))
      signal.addEventListener('abort', () => reject(signal.reason))
      worker.postMessage(bytes)
    })
    return answer.finally(() => worker.terminate())
  },
}

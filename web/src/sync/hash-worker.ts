import { hashStream } from './sha256.ts'

/** What the worker answers about the file it was sent. */
export type Hashed = { sha256: string } | { failed: string }

// Beside the page, so that a large file makes nothing wait.
self.onmessage = async ({ data }: MessageEvent<Blob>) => {
  try {
    self.postMessage({ sha256: await hashStream(data, new AbortController().signal) } satisfies Hashed)
  } catch (error) {
    self.postMessage({ failed: String(error) } satisfies Hashed)
  }
}

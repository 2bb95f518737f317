import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the daemon takes for malware, as every scanner does (eicar.org), put together so that no scanner stops at this file. */
export const EICAR = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE'}!$H+H*`

/** A small ClamAV daemon: it speaks `INSTREAM` as the real one does and knows one malware. */
export interface TestClamd {
  readonly path: string
  /** Bytes scanned so far. */
  scanned(): number
  close(): Promise<void>
}

/** @param limit of a stream, in bytes; the real one's is `StreamMaxLength`. */
export async function testClamd(limit = Number.POSITIVE_INFINITY): Promise<TestClamd> {
  const folder = await mkdtemp(join(tmpdir(), `naniwa-test-${process.pid}-clamd-`))
  const path = join(folder, 'clamd.ctl')
  let scanned = 0
  const server = createServer((socket) => {
    answer(socket, limit, (bytes) => {
      scanned += bytes
    }).catch(() => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return {
    path,
    scanned: () => scanned,
    async close() {
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true })
    },
  }
}

async function answer(socket: Socket, limit: number, count: (bytes: number) => void): Promise<void> {
  let held = Buffer.alloc(0)
  let greeted = false
  const stream: Buffer[] = []
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    held = Buffer.concat([held, chunk])
    if (!greeted && held.length >= 10) {
      if (held.subarray(0, 10).toString() !== 'zINSTREAM\0') return void socket.end('UNKNOWN COMMAND\0')
      held = held.subarray(10)
      greeted = true
    }
    while (greeted && held.length >= 4 && held.length >= 4 + held.readUInt32BE()) {
      const length = held.readUInt32BE()
      stream.push(held.subarray(4, 4 + length))
      held = held.subarray(4 + length)
      count(length)
      // The real one then hangs up; this one hears the rest out, so that its answer is never lost.
      if (sizeOf(stream) > limit && !socket.writableEnded) socket.end('INSTREAM size limit exceeded. ERROR\0')
      if (length > 0) continue
      if (!socket.writableEnded) socket.end(`stream: ${verdict(Buffer.concat(stream))}\0`)
      return
    }
  }
}

function verdict(bytes: Buffer): string {
  return bytes.includes(EICAR) ? 'Eicar-Signature FOUND' : 'OK'
}

function sizeOf(stream: readonly Buffer[]): number {
  return stream.reduce((sum, { length }) => sum + length, 0)
}

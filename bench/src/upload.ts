import { createHash, randomFillSync } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { PART_BYTES } from '@naniwa/contract'
import { type Cpu, cpuBetween } from './cpu.ts'
import { makePeople, makeRooms, type Somebody } from './crowd.ts'
import { round } from './figures.ts'
import { messageId } from './message.ts'
import type { BenchServer } from './server.ts'

export interface UploadSizes {
  readonly bytes: number
  /** Parts on their way at the same time. */
  readonly atOnce: number
}

export const uploadSizes: UploadSizes = { bytes: 5 * 2 ** 30, atOnce: 3 }

interface Stretch {
  readonly seconds: number
  readonly megabytesPerSecond: number
  /** Processor seconds of the server process. */
  readonly cpu: number
  /** Most memory that the server process held, in MiB. */
  readonly memory: number
}

export interface UploadReport {
  readonly bench: 'upload'
  readonly sizes: UploadSizes
  /** Memory of the server before, in MiB. */
  readonly atRest: number
  readonly up: Stretch
  /** Until it was hashed and told of. */
  readonly finish: Stretch
  readonly down: Stretch
  /** Questions whether it has been read. */
  readonly asked: number
  /** Sent, told and received were the same, by SHA-256. */
  readonly isSame: boolean
}

/** A block as a file is made of, told apart by its place. */
const BLOCK = 2 ** 20
const noise = randomFillSync(Buffer.alloc(BLOCK))

export async function runUpload(server: BenchServer, sizes: UploadSizes): Promise<UploadReport> {
  const [person] = (await makePeople(server.app, 1)) as [Somebody]
  const [roomId = 0] = await makeRooms(server.app, [[person]])
  const call = caller(server.port, person)
  const atRest = memoryOf(server.pid)
  const upload = await call('files/begin', { roomId, name: '工場見学_11月.mov', size: sizes.bytes })
  const [sha256, up] = await measured(server, sizes, () => sendAll(server.port, call, upload.id, sizes))
  let asked = 0
  const [file, finish] = await measured(server, sizes, async () => {
    const input = { uploads: [{ id: upload.id, sha256 }], messageId: messageId() }
    for (;;) {
      asked += 1
      const { files } = await call('files/complete', input)
      if (files) return files[0]
      await pause(500)
    }
  })
  const { downloadUrl } = await call('files/get', { roomId, id: file.id })
  const [received, down] = await measured(server, sizes, () => receive(server.port, downloadUrl))
  return {
    bench: 'upload',
    sizes,
    atRest,
    up,
    finish,
    down,
    asked,
    isSame: received === sha256 && file.sha256 === sha256,
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read as they come, without the contract's checks
type Call = (path: string, input: object) => Promise<any>

function caller(port: number, { cookie }: Somebody): Call {
  return async (path, input) => {
    const headers = { cookie, 'content-type': 'application/json' }
    const answer = await fetch(`http://127.0.0.1:${port}/api/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(input),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json()
  }
}

/** Sends all parts, several at a time; answers with the hash of the whole. */
async function sendAll(port: number, call: Call, uploadId: number, { bytes, atOnce }: UploadSizes): Promise<string> {
  const count = Math.ceil(bytes / PART_BYTES)
  let next = 0
  const worker = async () => {
    for (let at = next++; at < count; at = next++) {
      const { urls } = await call('files/parts', { uploadId, numbers: [at + 1] })
      await put(port, urls[0].url, at * PART_BYTES, Math.min(bytes, (at + 1) * PART_BYTES))
    }
  }
  const hash = createHash('sha256')
  await Promise.all([
    ...Array.from({ length: atOnce }, worker),
    (async () => {
      for (let from = 0; from < bytes; from += BLOCK) {
        hash.update(blockAt(from, bytes))
        if (from % (16 * BLOCK) === 0) await pause(0)
      }
    })(),
  ])
  return hash.digest('hex')
}

function blockAt(from: number, bytes: number): Buffer {
  const block = Buffer.from(noise.subarray(0, Math.min(BLOCK, bytes - from)))
  if (block.length >= 8) block.writeBigUInt64LE(BigInt(from))
  return block
}

async function put(port: number, path: string, from: number, to: number): Promise<void> {
  const sending: ClientRequest = request({ port, path, method: 'PUT', headers: { 'content-length': to - from } })
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>
  for (let at = from; at < to; at += BLOCK) if (!sending.write(blockAt(at, to))) await once(sending, 'drain')
  sending.end()
  const [answer] = await answered
  answer.resume()
  if (answer.statusCode !== 204) throw new Error(`a part was answered ${answer.statusCode}`)
}

async function receive(port: number, path: string): Promise<string> {
  const [answer] = (await once(request({ port, path }).end(), 'response')) as [IncomingMessage]
  const hash = createHash('sha256')
  for await (const chunk of answer) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

async function measured<T>(server: BenchServer, { bytes }: UploadSizes, work: () => Promise<T>): Promise<[T, Stretch]> {
  const before: Cpu = server.cpu()
  const began = performance.now()
  let memory = memoryOf(server.pid)
  const looking = setInterval(() => {
    memory = Math.max(memory, memoryOf(server.pid))
  }, 50)
  try {
    const result = await work()
    const seconds = (performance.now() - began) / 1_000
    const cpu = cpuBetween(before, server.cpu()).server
    return [
      result,
      {
        seconds: round(seconds),
        megabytesPerSecond: round(bytes / 1e6 / seconds),
        cpu: round(cpu),
        memory: round(memory),
      },
    ]
  } finally {
    clearInterval(looking)
  }
}

/** MiB of a process that are in memory. */
function memoryOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024
}

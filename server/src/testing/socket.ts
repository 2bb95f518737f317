import type { CallOf, Endpoint, OutputOf, Refusal, ServerFrame } from '@naniwa/contract'
import { WebSocket } from 'ws'
import { checkError, checkFrame, checkOutput } from './checked.ts'
import type { TestServer } from './server.ts'

export type PushFrame = Exclude<ServerFrame, { reply: unknown }>

/** A socket of a client; every frame is checked against the contract. */
export interface TestSocket {
  /** Rejects with a `Refusal`, or an ordinary error when the socket is gone. */
  call<E extends Endpoint>(endpoint: E, input: CallOf<E>): Promise<OutputOf<E>>
  /** Sends anything at all. */
  raw(data: string | Buffer): void
  /** Refusals that belong to no call, oldest first. */
  readonly complaints: Refusal[]
  /** Answers that never were ours, and frames against the contract. Empty, or the server has a bug. */
  readonly faults: Error[]
  readonly closed: Promise<{ code: number; reason: string }>
  readonly ws: WebSocket
  close(): Promise<void>
}

interface Waiting {
  readonly endpoint: Endpoint
  resolve(output: unknown): void
  reject(error: Error): void
}

export interface SocketOptions {
  readonly cookie?: string
  readonly headers?: Record<string, string>
  /** Hears what is no answer. */
  readonly heard?: (frame: PushFrame) => void
}

/** Resolves when the socket is open. Rejects with `refused 401` and the like. */
export async function openSocket(server: Pick<TestServer, 'url'>, options: SocketOptions = {}): Promise<TestSocket> {
  const headers = { ...(options.cookie && { cookie: options.cookie }), ...options.headers }
  const ws = new WebSocket(`${server.url.replace(/^http/, 'ws')}/api/socket`, { headers })
  const waiting = new Map<number, Waiting>()
  const complaints: Refusal[] = []
  const faults: Error[] = []
  // Far from the numbers that tests give calls of their own.
  let calls = 1_000_000

  function answered(frame: Extract<ServerFrame, { reply: unknown }>): void {
    if (frame.reply === null) {
      if ('error' in frame) complaints.push(checkError(undefined, frame.error))
      return
    }
    const call = waiting.get(frame.reply)
    if (!call) throw new Error(`an answer to call ${frame.reply}, which nobody made`)
    waiting.delete(frame.reply)
    try {
      if ('error' in frame) call.reject(checkError(call.endpoint, frame.error))
      else call.resolve(checkOutput(call.endpoint, frame.output))
    } catch (error) {
      call.reject(error as Error)
      throw error
    }
  }

  ws.on('message', (data) => {
    try {
      const frame = checkFrame(String(data))
      if ('reply' in frame) answered(frame)
      else options.heard?.(frame)
    } catch (error) {
      faults.push(error as Error)
    }
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    ws.on('close', (code, reason) => {
      for (const call of waiting.values()) call.reject(new Error(`closed with ${code}`))
      waiting.clear()
      resolve({ code, reason: String(reason) })
    })
  })
  await opened(ws)
  return {
    call: (endpoint, input) =>
      new Promise((resolve, reject) => {
        if (ws.readyState !== WebSocket.OPEN) return reject(new Error('the socket is closed'))
        calls += 1
        waiting.set(calls, { endpoint, resolve: resolve as (output: unknown) => void, reject })
        ws.send(JSON.stringify({ call: calls, name: endpoint.name, input }))
      }),
    raw: (data) => ws.send(data),
    complaints,
    faults,
    closed,
    ws,
    async close() {
      ws.close()
      await closed
    },
  }
}

function opened(ws: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    ws.once('open', resolve)
    ws.once('unexpected-response', (request, response) => {
      request.destroy()
      reject(new Error(`refused ${response.statusCode}`))
    })
    ws.on('error', reject)
  })
}

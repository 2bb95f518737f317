import type { ClientFrame, ServerFrame } from '@naniwa/contract'
import type { FakeServer } from './fake-server.ts'
import type { SocketPort } from './ports.ts'

export class FakeSocket implements SocketPort {
  onopen: ((event: never) => void) | null = null
  onmessage: ((event: never) => void) | null = null
  onclose: ((event: never) => void) | null = null
  onerror: ((event: never) => void) | null = null
  readonly #server: FakeServer

  constructor(server: FakeServer) {
    this.#server = server
    queueMicrotask(() => {
      if (server.isDown) return this.end(1006)
      server.sockets.add(this)
      this.onopen?.(undefined as never)
    })
  }

  send(data: string): void {
    const frame = JSON.parse(data) as ClientFrame
    queueMicrotask(() => {
      if (this.#server.sockets.has(this)) this.#server.take(this, frame)
    })
  }

  hear(frame: ServerFrame): void {
    const data = JSON.stringify(frame)
    queueMicrotask(() => {
      if (this.#server.sockets.has(this)) this.onmessage?.({ data } as never)
    })
  }

  close(): void {
    this.#server.sockets.delete(this)
  }

  end(code: number): void {
    this.#server.sockets.delete(this)
    this.onclose?.({ code } as never)
  }
}

import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Received {
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A program of somebody else's on this machine, which is told of things. */
export interface Receiver {
  readonly url: string
  /** In the order they came. */
  readonly received: Received[]
  /** What it answers to the next requests; 200 with an empty body unless told otherwise. */
  answer: (response: ServerResponse, request: Received) => void
  close(): Promise<void>
}

export async function receiver(): Promise<Receiver> {
  const received: Received[] = []
  const server: Server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://receiver')
    const body = await text(request)
    const one = { path: url.pathname, query: url.searchParams, headers: request.headers, body }
    received.push(one)
    self.answer(response, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const self: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (response) => response.end(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return self
}

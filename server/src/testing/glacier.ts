import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A door before Ceph that adds the one thing Ceph's archive class does not have: what a life cycle put into it cannot be read before
 * somebody has had it brought back, as with the cloud's. Everything else is Ceph's own answer.
 */
export interface TestGlacier {
  readonly endpoint: string
  /** Hours pass: what was asked for is there. */
  thaw(): void
  close(): Promise<void>
}

const ARCHIVED = '<?xml version="1.0"?><Error><Code>InvalidObjectState</Code><Message>It is archived.</Message></Error>'

export async function testGlacier(endpoint: string): Promise<TestGlacier> {
  const asked = new Map<string, 'asked' | 'there'>()
  const server = createServer((incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '', endpoint)
    if (incoming.method === 'POST' && searchParams.has('restore')) {
      incoming.resume()
      outgoing.writeHead(asked.has(pathname) ? 409 : 202).end()
      if (!asked.has(pathname)) asked.set(pathname, 'asked')
    } else pass(endpoint, incoming, outgoing, () => asked.get(pathname))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    thaw() {
      for (const path of asked.keys()) asked.set(path, 'there')
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function pass(
  endpoint: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  restored: () => 'asked' | 'there' | undefined,
): void {
  const { method, headers, url = '' } = incoming
  // With the host that was signed.
  const asking = request(new URL(url, endpoint), { method, headers }, (answer) => {
    const isArchived = answer.headers['x-amz-storage-class'] === 'GLACIER'
    const state = restored()
    if (isArchived && method === 'GET' && state !== 'there') {
      answer.resume()
      outgoing.writeHead(403, { 'content-type': 'application/xml' }).end(ARCHIVED)
      return
    }
    const restore = state && isArchived && { 'x-amz-restore': `ongoing-request="${state === 'asked'}"` }
    outgoing.writeHead(answer.statusCode ?? 500, { ...answer.headers, ...restore })
    answer.pipe(outgoing)
  })
  asking.once('error', () => outgoing.destroy())
  incoming.pipe(asking)
}

import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Notice } from '../push/compose.ts'

export interface Pushed {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** The push service of a browser's maker, on this machine, and browsers that subscribe to it. */
export async function pushService() {
  const received: Pushed[] = []
  const self = {
    url: '',
    received,
    answer: (response: ServerResponse, _pushed: Pushed) => void response.writeHead(201).end(),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const server = createServer(async (request, response) => {
    const pushed = { path: request.url ?? '', headers: request.headers, body: await buffer(request) }
    received.push(pushed)
    self.answer(response, pushed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  self.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return self
}

/** What a browser makes when it subscribes, and how it reads what comes (RFC 8188, 8291). */
export function subscription(endpoint: string) {
  const keys = createECDH('prime256v1')
  const own = keys.generateKeys()
  const auth = randomBytes(16)
  return {
    input: { endpoint, p256dh: own.toString('base64url'), auth: auth.toString('base64url') },
    open({ body }: Pushed): Notice {
      const salt = body.subarray(0, 16)
      const length = body.readUInt8(20)
      const theirs = body.subarray(21, 21 + length)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), own, theirs])
      const secret = Buffer.from(hkdfSync('sha256', keys.computeSecret(theirs), auth, info, 32))
      const derive = (label: string, bytes: number) =>
        Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from(`Content-Encoding: ${label}\0`), bytes))
      const sealed = body.subarray(21 + length)
      const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12))
      decipher.setAuthTag(sealed.subarray(-16))
      const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
      return JSON.parse(text.subarray(0, text.lastIndexOf(2)).toString('utf8'))
    },
  }
}

/** What a server says of itself, once its signature was found right with the key it is known by. */
export function vapidClaims({ headers }: Pushed, key: string): { aud: string; exp: number; sub: string } {
  const [, token = '', shown] = /^vapid t=([^,]+), ?k=(.+)$/.exec(headers.authorization ?? '') ?? []
  const [head, claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33, 65) }
  const isRight = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isRight || shown !== key) throw new Error('not signed by the key it is known by')
  return JSON.parse(Buffer.from(claims, 'base64url').toString())
}

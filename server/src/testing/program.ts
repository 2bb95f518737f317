import type { Scope } from '@naniwa/contract'
import { create } from '../tokens/create.ts'
import type { Signed } from './app.ts'
import { type Answer, type Asking, ask } from './http.ts'
import type { TestServer } from './server.ts'

/** What a form says, by name. */
export type Form = Readonly<Record<string, string | number>>

/** A program that uses the public API in somebody's name, as one written for the original does. */
export interface Program {
  readonly token: string
  get(path: string): Promise<Answer>
  post(path: string, form?: Form, headers?: Asking['headers']): Promise<Answer>
  put(path: string, form?: Form): Promise<Answer>
  delete(path: string, form?: Form): Promise<Answer>
  /** One part `file` and what else the form says. */
  upload(path: string, file: { name: string; bytes: Buffer | string }, form?: Form): Promise<Answer>
  /** Exactly these headers, besides the token. */
  send(path: string, asking: Asking): Promise<Answer>
}

const FORM_TYPE = 'application/x-www-form-urlencoded'
const BOUNDARY = '----boundary-7MA4YWxkTrZu0gW'

export async function program(
  server: TestServer,
  owner: Signed,
  scopes: readonly Scope[] | null = null,
): Promise<Program> {
  const { secret } = await create(server.app, owner, {
    name: 'test',
    scopes: scopes && [...scopes],
    expiresInDays: null,
  })
  return programWith(server, secret)
}

export function programWith(server: Pick<TestServer, 'url'>, token: string): Program {
  const send = (path: string, { headers, ...asking }: Asking) =>
    ask(server, `/v2${path}`, { ...asking, headers: { 'X-ChatWorkToken': token, ...headers } })
  const write = (method: string) => (path: string, form?: Form, headers?: Asking['headers']) => {
    const body = encode(form ?? {})
    // For DELETE, Node would leave the length out.
    const length = String(Buffer.byteLength(body))
    return send(path, { method, headers: { 'Content-Type': FORM_TYPE, 'Content-Length': length, ...headers }, body })
  }
  return {
    token,
    send,
    get: (path) => send(path, {}),
    post: write('POST'),
    put: write('PUT'),
    delete: write('DELETE'),
    upload: (path, file, form = {}) =>
      send(path, {
        method: 'POST',
        headers: { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
        body: multipart(file, form),
      }),
  }
}

export function encode(form: Form): string {
  return new URLSearchParams(
    Object.entries(form).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
}

function multipart(file: { name: string; bytes: Buffer | string }, form: Form): Buffer {
  const head = (attributes: string) => `--${BOUNDARY}\r\nContent-Disposition: form-data; ${attributes}\r\n`
  const texts = Object.entries(form).map(([name, value]) => `${head(`name="${name}"`)}\r\n${value}\r\n`)
  return Buffer.concat([
    Buffer.from(texts.join('')),
    Buffer.from(`${head(`name="file"; filename="${file.name}"`)}Content-Type: application/octet-stream\r\n\r\n`),
    Buffer.from(file.bytes),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ])
}

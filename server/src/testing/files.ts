import { createHash } from 'node:crypto'
import { api, type File, PART_BYTES, type Upload } from '@naniwa/contract'
import type { Signed } from './app.ts'
import type { TestClient } from './client.ts'
import { type Answer, type Asking, ask } from './http.ts'
import { messageId, overHttp } from './scene.ts'
import { cookieOf, type TestServer } from './server.ts'

export interface SendingFile {
  readonly roomId: number
  readonly name?: string
  readonly bytes?: Buffer
  readonly body?: string
}

export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Sends a file as a browser does. */
export async function sendFile(server: Pick<TestServer, 'url'>, person: Signed, sending: SendingFile): Promise<File> {
  const { roomId, name = 'メモ.txt', bytes = Buffer.from('くるみ三つ'), body = '' } = sending
  const client = overHttp(server, person)
  const { id: uploadId } = await client.call(api.files.begin, { roomId, name, size: bytes.length })
  await putParts(server, person, uploadId, bytes)
  return complete(client, { uploadId, messageId: messageId(), sha256: hashOf(bytes), body })
}

/** Finishes one upload, as often as it takes. */
export async function complete(
  client: Pick<TestClient, 'call'>,
  finish: { uploadId: number; messageId: string; sha256: string; body?: string },
): Promise<File> {
  const { uploadId, sha256, ...rest } = finish
  for (;;) {
    const { files } = await client.call(api.files.complete, { uploads: [{ id: uploadId, sha256 }], ...rest })
    if (files?.[0]) return files[0]
  }
}

/** Puts the parts that are missing, or those named. */
export async function putParts(
  server: Pick<TestServer, 'url'>,
  person: Signed,
  uploadId: number,
  bytes: Buffer,
  only?: readonly number[],
): Promise<Upload> {
  const client = overHttp(server, person)
  const { upload } = await client.call(api.files.parts, { uploadId })
  const count = Math.ceil(bytes.length / PART_BYTES)
  const numbers = only ?? Array.from({ length: count }, (_, at) => at + 1).filter((n) => !upload.parts.includes(n))
  const { urls } = await client.call(api.files.parts, { uploadId, numbers: [...numbers] })
  for (const { number, url } of urls) {
    const part = bytes.subarray((number - 1) * PART_BYTES, number * PART_BYTES)
    const { ok, status } = await fetch(new URL(url, server.url), { method: 'PUT', body: new Uint8Array(part) })
    if (!ok) throw new Error(`part ${number} was answered ${status}`)
  }
  return upload
}

/** What somebody gets at an address, with their cookie or without. */
export function visit(server: TestServer, url: string | null, asking: Asking = {}, person?: Signed): Promise<Answer> {
  if (url === null) throw new Error('there is no address')
  return ask(server, url, { ...asking, headers: { ...(person && { cookie: cookieOf(person) }), ...asking.headers } })
}

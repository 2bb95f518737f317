import { request } from 'node:http'
import { type CallOf, type Endpoint, type OutputOf, pathOf } from '@naniwa/contract'
import { checkError, checkOutput } from './checked.ts'
import type { TestServer } from './server.ts'

export interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly bytes: Buffer
  readonly text: string
  /** The body as JSON. */
  json(): unknown
}

export interface Asking {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
}

/** One HTTP request with exactly these headers, which `fetch` would not send. */
export function ask(server: Pick<TestServer, 'url'>, path: string, asking: Asking = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = asking
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    // The path as it is: `URL` would tidy it.
    const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const text = bytes.toString()
        const { statusCode: status = 0, headers: received } = response
        resolve({ status, headers: received, bytes, text, json: () => JSON.parse(text) })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Calls an endpoint over HTTP; checks the answer. Rejects with a `Refusal`. */
export async function callHttp<E extends Endpoint>(
  server: Pick<TestServer, 'url'>,
  cookie: string | undefined,
  endpoint: E,
  input: CallOf<E>,
): Promise<OutputOf<E>> {
  const headers = { 'content-type': 'application/json', ...(cookie && { cookie }) }
  const answer = await ask(server, pathOf(endpoint.name), { method: 'POST', headers, body: JSON.stringify(input) })
  const body = answer.json()
  if (answer.status === 200) return checkOutput(endpoint, body) as OutputOf<E>
  const refusal = checkError(endpoint, (body as { error: unknown }).error)
  if (refusal.status !== answer.status) throw new Error(`${refusal.code} under status ${answer.status}`)
  throw refusal
}

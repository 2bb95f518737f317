import { type DeliveryProblem, WEBHOOK_ANSWER_BYTES } from '@naniwa/contract'
import type { App } from '../../context.ts'
import { SafeFetchError, type SafeFetchOptions, safeFetch } from '../../lib/safe-fetch.ts'
import { keysAt, type StoredWebhook } from '../view.ts'
import { signatureOf } from './sign.ts'

/** For tests: where deliveries may go, and how long one may take. */
export type Reach = Pick<SafeFetchOptions, 'resolve' | 'timeLimit'>

/** What became of one attempt. */
export interface Attempt {
  readonly at: Date
  readonly milliseconds: number
  readonly status: number | null
  readonly problem: DeliveryProblem | null
  readonly answer: string
  /** Seconds the receiver asks to be left alone. */
  readonly retryAfter: number
}

const TIME_LIMIT_MS = 10_000

/**
 * Posts a body, signed as the public API does it: in a header and, the same again, in the query. Goes to public addresses only,
 * follows no redirects, and reads no more than an answer may hold.
 */
export async function sendSigned(app: App, webhook: StoredWebhook, body: string, reach: Reach): Promise<Attempt> {
  const at = app.clock.now()
  const { token, next } = keysAt(webhook, at.getTime())
  const signature = signatureOf(token, body)
  const signatures = [signature, ...(next ? [signatureOf(next.token, body)] : [])]
  const began = performance.now()
  const outcome = await post(app, webhook.url, signature, body, {
    ...reach,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'ChatWork-Webhook/1.0',
      'X-ChatWorkWebhookSignature': signature,
      'X-Naniwa-Signature': signatures.map((one) => `v1=${one}`).join(', '),
    },
  })
  return { at, milliseconds: Math.round(performance.now() - began), ...outcome }
}

async function post(
  app: App,
  address: string,
  signature: string,
  body: string,
  options: SafeFetchOptions,
): Promise<Omit<Attempt, 'at' | 'milliseconds'>> {
  const url = new URL(address)
  url.searchParams.set('chatwork_webhook_signature', signature)
  try {
    const response = await safeFetch(url.href, {
      timeLimit: TIME_LIMIT_MS,
      ...options,
      body,
      byteLimit: WEBHOOK_ANSWER_BYTES,
      redirects: 0,
      ports: 'any',
      ...(app.config.webhookLoopback === 'on' && { allowLoopbackPort: 'any' }),
    })
    const { status, truncated } = response
    const problem = status < 200 || status > 299 ? 'status' : truncated ? 'too_long' : null
    return { status, problem, answer: textOf(response.body), retryAfter: secondsIn(response.headers) }
  } catch (error) {
    if (!(error instanceof SafeFetchError)) throw error
    const problem = error.reason === 'time' || error.reason === 'address' ? error.reason : 'network'
    return { status: null, problem, answer: '', retryAfter: 0 }
  }
}

/** PostgreSQL keeps no NUL in text. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8').replaceAll('\0', '�')
}

function secondsIn(headers: Headers): number {
  const text = headers.get('retry-after') ?? ''
  return /^\d{1,6}$/.test(text) ? Number(text) : 0
}

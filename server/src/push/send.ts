import type { App } from '../context.ts'
import { SafeFetchError, type SafeFetchOptions, safeFetch } from '../lib/safe-fetch.ts'
import type { Notice } from './compose.ts'
import type { Device } from './device.ts'
import { readVapid } from './keys.ts'

/** For tests: how long a push may take. */
export type Reach = Pick<SafeFetchOptions, 'timeLimit'>

/** `gone`: the subscription has ended. `refused`: the same again would fail again. `late`: it took too long. */
export type Outcome = 'arrived' | 'gone' | 'refused' | 'late' | 'failed'

const TIME_LIMIT_MS = 10_000
/** How long a push service keeps it for a device that is switched off; a newer one of the room takes its place. */
const TTL_SECONDS = 24 * 60 * 60

/** Hands one notice, which only the device can read, to its push service (RFC 8030, 8188, 8291, 8292). */
export async function sendPush(app: App, device: Device, notice: Notice, reach: Reach): Promise<Outcome> {
  const { endpoint, p256dh, auth } = device
  const vapidDetails = { subject: subjectOf(app), ...(await readVapid(app)) }
  const { default: webPush } = await import('web-push')
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    JSON.stringify(notice),
    { vapidDetails, TTL: TTL_SECONDS, urgency: 'high', topic: topicOf(notice), contentEncoding: 'aes128gcm' },
  )
  const { 'Content-Length': _, ...rest } = headers as Record<string, string>
  try {
    const { status } = await safeFetch(endpoint, {
      timeLimit: TIME_LIMIT_MS,
      ...reach,
      headers: Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)])),
      body,
      byteLimit: 1_024,
      redirects: 0,
      ports: 'any',
      ...(app.config.webhookLoopback === 'on' && { allowLoopbackPort: 'any' as const }),
    })
    return outcomeOf(status)
  } catch (error) {
    if (!(error instanceof SafeFetchError)) throw error
    return error.reason === 'time' ? 'late' : error.reason === 'address' ? 'refused' : 'failed'
  }
}

/** At most 32 characters (RFC 8030): the longest tag names a room and a task. */
function topicOf({ tag }: Notice): string {
  return tag.replace(/\d+/g, (id) => Number(id).toString(36))
}

function outcomeOf(status: number): Outcome {
  if (status >= 200 && status <= 299) return 'arrived'
  if (status === 404 || status === 410) return 'gone'
  return status === 429 || status >= 500 ? 'failed' : 'refused'
}

/** Whom a push service may turn to. */
function subjectOf({ config }: App): string {
  if (config.url.startsWith('https:')) return config.url
  return `mailto:${/<([^>]+)>/.exec(config.mailFrom)?.[1] ?? config.mailFrom}`
}

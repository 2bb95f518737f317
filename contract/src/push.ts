import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { nothing } from './fields.ts'
import { webhookUrl } from './webhook.ts'

/** Devices of one account that are pushed to; one more takes the place of the oldest. */
export const PUSH_DEVICES = 20

/** Base64url of so many bytes, as browsers give keys. */
function bytes(count: number): z.ZodString {
  const length = Math.ceil((count * 4) / 3)
  return z.string().regex(new RegExp(`^[\\w-]{${length}}={0,2}$`))
}

/** What a device is told of: every message, what is addressed to its owner, or nothing. */
export const pushWhich = z.enum(['all', 'toMe', 'off'])

export const push = {
  state: endpoint({
    name: 'push.state',
    access: 'account',
    summary:
      'Whether this session is pushed to, and the key to subscribe with; without a key this server does not push.',
    input: nothing,
    output: z.strictObject({
      /** The server's public VAPID key, base64url. */
      key: z.string().nullable(),
      on: z.boolean(),
    }),
    errors: [],
  }),
  subscribe: endpoint({
    name: 'push.subscribe',
    access: 'account',
    summary: `Push to this session's device what arrives while one is not at work in the program (\`sessions.here\`; Web Push, RFC 8030). Ends with the session; of more than ${PUSH_DEVICES} devices the oldest is dropped. What is left out stays as it was.`,
    input: z.strictObject({
      /** The subscription's https address. */
      endpoint: webhookUrl,
      p256dh: bytes(65),
      auth: bytes(16),
      which: pushWhich.optional(),
      /** Say only that something is new. */
      hidden: z.boolean().optional(),
    }),
    output: nothing,
    errors: ['forbidden'],
  }),
  unsubscribe: endpoint({
    name: 'push.unsubscribe',
    access: 'account',
    summary: 'Push nothing more to this session’s device.',
    input: nothing,
    output: nothing,
    errors: [],
  }),
}

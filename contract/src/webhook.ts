import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, line, nothing, text, time } from './fields.ts'

/** Most webhooks of one account. Source: the public API. */
export const WEBHOOK_LIMIT = 5
/** Attempts of one delivery where retries are on: 30 seconds after the first, then twice as long each time, about an hour in all. */
export const WEBHOOK_ATTEMPTS = 8
/** Longest answer of a receiver, in bytes. Source: the public API. */
export const WEBHOOK_ANSWER_BYTES = 2_048
/** Days that deliveries are kept. */
export const WEBHOOK_LOG_DAYS = 14
/** Deliveries of one webhook that are kept at most. */
export const WEBHOOK_LOG_LIMIT = 1_000

/** What happens in a room. The first two are the public API's, the others go beyond it. */
export const roomHappenings = [
  'message_created',
  'message_updated',
  'message_deleted',
  'reaction_added',
  'reaction_removed',
  'task_created',
  'task_updated',
  'task_done',
  'task_reopened',
  'task_deleted',
  'file_created',
  'file_deleted',
  'member_added',
  'member_role_changed',
  'member_removed',
] as const
export type RoomHappening = (typeof roomHappenings)[number]

export const roomHappening = z.enum(roomHappenings)
/** `mention_to_me`: somebody addressed the owner, in whatever room. */
export const webhookEvent = z.enum(['mention_to_me', ...roomHappenings])
export type WebhookEvent = z.infer<typeof webhookEvent>

/** What a webhook is about: everything addressed to its owner, or some of what happens in one room. */
export const webhookSubject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mentions') }),
  z.strictObject({ kind: z.literal('room'), roomId: id, events: z.array(roomHappening).min(1).max(30) }),
])
export type WebhookSubject = z.infer<typeof webhookSubject>

export const webhook = z.strictObject({
  id,
  name: z.string(),
  url: z.string(),
  subject: webhookSubject,
  /** Whether a failed delivery is tried again. */
  retries: z.boolean(),
  /** `stopped`: by the server, because too many deliveries failed. */
  state: z.enum(['on', 'off', 'stopped']),
  /** Base64 of the 32 bytes that sign: the HMAC-SHA256 of the body with them is the signature. */
  token: z.string(),
  /** The token that takes over at that time; until then `X-Naniwa-Signature` carries the signatures of both. */
  next: z.strictObject({ token: z.string(), at: time }).nullable(),
  /** Attempts that failed since the last that arrived, up to 20; null when there was none yet. */
  failures: z.int().nullable(),
  createdAt: time,
})
export type Webhook = z.infer<typeof webhook>

/** Why there is no answer, or why it does not count. */
export const deliveryProblem = z.enum([
  /** Neither 200 nor another of 2xx. */
  'status',
  /** The answer is longer than 2,048 bytes. */
  'too_long',
  /** No answer within 10 seconds. */
  'time',
  /** The host could not be reached. */
  'network',
  /** The host is on a private network. */
  'address',
  /** The webhook was stopped or switched off first, or the delivery was a day late. */
  'given_up',
])
export type DeliveryProblem = z.infer<typeof deliveryProblem>

export const delivery = z.strictObject({
  id,
  webhookId: id,
  event: webhookEvent,
  /** A trial asked for by the owner. */
  trial: z.boolean(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.int().nonnegative(),
  /** When the next attempt is due. */
  dueAt: time.nullable(),
  /** When the last attempt began, and how long it took in milliseconds. */
  triedAt: time.nullable(),
  milliseconds: z.int().nullable(),
  /** HTTP status of the last answer. */
  status: z.int().nullable(),
  problem: deliveryProblem.nullable(),
  /** What was sent, to the byte. */
  body: z.string(),
  /** What came back, up to 2,048 bytes. */
  answer: z.string(),
  createdAt: time,
})
export type Delivery = z.infer<typeof delivery>

/** Where a webhook goes: https, without credentials. A server may be told to allow http to its own machine as well. */
export const webhookUrl = text(1, 2_000).refine((value) => isWebhookUrl(value), 'not an https address')

function isWebhookUrl(value: string): boolean {
  // No `URL.parse`: the oldest browsers we serve lack it.
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.hash === ''
}

const settings = {
  name: line(1, 100),
  url: webhookUrl,
  subject: webhookSubject,
}

export const webhooks = {
  list: endpoint({
    name: 'webhooks.list',
    access: 'account',
    summary: 'One’s own webhooks, oldest first.',
    input: nothing,
    output: z.strictObject({ webhooks: z.array(webhook) }),
    errors: [],
  }),
  create: endpoint({
    name: 'webhooks.create',
    access: 'account',
    summary: 'Have a program elsewhere told of what happens. At most 5.',
    input: z.strictObject({ ...settings, retries: z.boolean().default(true) }),
    output: webhook,
    errors: ['not_found', 'limit_reached'],
  }),
  edit: endpoint({
    name: 'webhooks.edit',
    access: 'account',
    summary: 'Change a webhook, or switch it on or off. Switched off, it gives up what it has not delivered.',
    input: z.strictObject({
      id,
      name: settings.name.optional(),
      url: settings.url.optional(),
      subject: settings.subject.optional(),
      retries: z.boolean().optional(),
      state: z.enum(['on', 'off']).optional(),
    }),
    output: webhook,
    errors: ['not_found'],
  }),
  delete: endpoint({
    name: 'webhooks.delete',
    access: 'account',
    summary: 'Remove a webhook and its record of deliveries.',
    input: z.strictObject({ id }),
    output: nothing,
    errors: ['not_found'],
  }),
  rotate: endpoint({
    name: 'webhooks.rotate',
    access: 'account',
    summary:
      'Make a new token that takes over after so many hours, or, with 0, at once. One that waits already is kept, only its time changes.',
    input: z.strictObject({ id, hours: z.int().min(0).max(168).default(24) }),
    output: webhook,
    errors: ['not_found'],
  }),
  test: endpoint({
    name: 'webhooks.test',
    access: 'account',
    summary: 'Send an invented event of its kind, also while the webhook is off.',
    input: z.strictObject({ id }),
    output: delivery,
    errors: ['not_found'],
  }),
  deliveries: endpoint({
    name: 'webhooks.deliveries',
    access: 'account',
    summary: 'What a webhook delivered in the last 14 days, newest first.',
    input: z.strictObject({
      id,
      state: z.enum(['failed']).optional(),
      /** Those made before this delivery. */
      before: id.optional(),
      limit: z.int().min(1).max(100).default(50),
    }),
    output: z.strictObject({ deliveries: z.array(delivery), failed: z.int() }),
    errors: ['not_found'],
  }),
  redeliver: endpoint({
    name: 'webhooks.redeliver',
    access: 'account',
    summary: 'Send a delivery again now, with the same body.',
    input: z.strictObject({ id, deliveryId: id }),
    output: delivery,
    errors: ['not_found'],
  }),
}

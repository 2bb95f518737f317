import { z } from 'zod'
import { person } from './account.ts'
import { endpoint } from './endpoint.ts'
import { email, id, nothing, text, tick, time } from './fields.ts'

/**
 * Somebody one may write to directly and add to rooms. People of one's own organization are contacts without being asked,
 * and are not listed here but by `organizations.people`.
 */
export const contact = z.strictObject({
  ...person.shape,
  chatworkId: z.string(),
  /** Account clock. */
  tick,
  /** The direct chat; made when the request was accepted. */
  roomId: id.nullable(),
  since: time,
  /** No longer a contact. */
  gone: z.boolean(),
})
export type Contact = z.infer<typeof contact>

export const contactRequest = z.strictObject({
  id,
  /** Account clock. */
  tick,
  direction: z.enum(['incoming', 'outgoing']),
  person,
  message: z.string(),
  requestedAt: time,
  /** Accepted, turned down or withdrawn. Whoever asked does not learn of a refusal: for them it stays open. */
  closed: z.boolean(),
})
export type ContactRequest = z.infer<typeof contactRequest>

/** Most open requests of one person. */
export const REQUEST_LIMIT = 200

export const contacts = {
  list: endpoint({
    name: 'contacts.list',
    access: 'account',
    summary: 'One’s contacts of other organizations, open requests both ways, and who is blocked.',
    input: nothing,
    output: z.strictObject({
      contacts: z.array(contact),
      requests: z.array(contactRequest),
      blocked: z.array(person),
    }),
    errors: [],
  }),
  find: endpoint({
    name: 'contacts.find',
    access: 'account',
    summary:
      'People to ask: by exact mail address or Chatwork-style id anybody, by part of the name those one shares a room with. Those who blocked one are not found.',
    input: z.strictObject({ query: text(1, 254) }),
    output: z.strictObject({
      people: z.array(
        z.strictObject({
          ...person.shape,
          chatworkId: z.string(),
          standing: z.enum(['stranger', 'contact', 'colleague', 'asked', 'asking']),
        }),
      ),
    }),
    errors: [],
  }),
  request: endpoint({
    name: 'contacts.request',
    access: 'account',
    summary:
      'Ask somebody to become a contact. Asking who asks already accepts theirs. To a mail address nobody has, an invitation goes out; the answer is the same.',
    input: z.strictObject({
      accountId: id.optional(),
      email: email.optional(),
      message: text(0, 1_000).default(''),
    }),
    output: nothing,
    errors: ['not_found', 'limit_reached'],
  }),
  accept: endpoint({
    name: 'contacts.accept',
    access: 'account',
    summary: 'Accept a request; both are contacts from now on and have a direct chat.',
    input: z.strictObject({ id }),
    output: contact,
    errors: ['not_found'],
  }),
  reject: endpoint({
    name: 'contacts.reject',
    access: 'account',
    summary: 'Turn a request down; whoever asked is not told.',
    input: z.strictObject({ id }),
    output: nothing,
    errors: ['not_found'],
  }),
  cancel: endpoint({
    name: 'contacts.cancel',
    access: 'account',
    summary: 'Withdraw one’s own request.',
    input: z.strictObject({ id }),
    output: nothing,
    errors: ['not_found'],
  }),
  remove: endpoint({
    name: 'contacts.remove',
    access: 'account',
    summary: 'End a contact for both. The direct chat stays readable and takes no more messages.',
    input: z.strictObject({ accountId: id }),
    output: nothing,
    errors: ['not_found'],
  }),
  block: endpoint({
    name: 'contacts.block',
    access: 'account',
    summary: 'Block somebody of another organization, or no longer: they cannot find, ask or write to one directly.',
    input: z.strictObject({ accountId: id, on: z.boolean() }),
    output: nothing,
    errors: ['not_found'],
  }),
}

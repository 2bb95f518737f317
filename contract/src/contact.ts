import { z } from 'zod'
import { person } from './account.ts'
import { endpoint } from './endpoint.ts'
import { email, id, isEmail, nothing, text, tick, time } from './fields.ts'

/**
 * Where one stands with somebody of another organization. `incoming`: they have asked and wait for one's answer; `outgoing`: one
 * has asked them. Whoever asked does not learn of a refusal: for them the request stays open.
 */
export const contactStanding = z.enum(['none', 'incoming', 'outgoing', 'contact'])
export type ContactStanding = z.infer<typeof contactStanding>

/**
 * Somebody of another organization as one knows them: a contact, one end of an open request, or blocked. With a standing of
 * `none` and not blocked: nothing any more. People of one's own organization are contacts without being asked, and are
 * listed by `organizations.people`.
 */
export const contact = z.strictObject({
  ...person.shape,
  chatworkId: z.string(),
  /** Account clock. */
  tick,
  standing: contactStanding,
  /** The open request, incoming or outgoing. */
  requestId: id.nullable(),
  /** What whoever asked wrote with the request; empty when none is open. */
  message: z.string(),
  /** The direct chat, of a contact. */
  roomId: id.nullable(),
  /** When the standing became what it is. */
  since: time,
  /** They can no longer ask, write directly or add one to groups, and are not told. */
  blocked: z.boolean(),
})
export type Contact = z.infer<typeof contact>

/**
 * A request to a mail address. It says nothing about whose the address is, nor whether it is anybody's: it stays open until
 * somebody accepts it or it is withdrawn.
 */
export const contactInvitation = z.strictObject({
  id,
  /** Account clock. */
  tick,
  email: z.string(),
  message: z.string(),
  invitedAt: time,
  /** Accepted or withdrawn. */
  closed: z.boolean(),
})
export type ContactInvitation = z.infer<typeof contactInvitation>

/** Most requests and invitations that one person may have open. */
export const REQUEST_LIMIT = 200
/** Most lines of one pasted list. */
export const INVITE_LINES = 100

/** Characters of what is written with a request. */
export const REQUEST_LENGTH = 1_000

const message = text(0, REQUEST_LENGTH).default('')

/**
 * What became of asking somebody. `asked` and `invited`: they now wait for the answer; `contact` and `colleague`: there was nothing
 * to ask, or they had asked before and this accepts it.
 */
export const requestOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('asked'), contact }),
  z.strictObject({ outcome: z.literal('invited'), invitation: contactInvitation }),
  z.strictObject({ outcome: z.literal('contact'), contact }),
  z.strictObject({ outcome: z.literal('colleague'), person }),
])
export type RequestOutcome = z.infer<typeof requestOutcome>

/** What became of one line. `again`: the address was invited before and still waits, or stands in the list twice: no second mail. */
export const inviteOutcome = z.strictObject({
  line: z.string(),
  /** The address found in the line, in lower case; null when it holds none. */
  email: z.string().nullable(),
  outcome: z.enum(['invited', 'again', 'contact', 'colleague', 'self', 'invalid']),
})
export type InviteOutcome = z.infer<typeof inviteOutcome>

/** Somebody found. */
export const foundPerson = z.strictObject({
  ...person.shape,
  chatworkId: z.string(),
  standing: z.enum([...contactStanding.options, 'colleague']),
  /** Of `incoming` and `outgoing`. */
  requestId: id.nullable(),
})
export type FoundPerson = z.infer<typeof foundPerson>

/** Somebody one may write to directly. */
export const reachable = z.strictObject({
  ...person.shape,
  chatworkId: z.string(),
  /** The direct chat; null until `rooms.direct` makes it. */
  roomId: id.nullable(),
})
export type Reachable = z.infer<typeof reachable>

export const contacts = {
  list: endpoint({
    name: 'contacts.list',
    access: 'account',
    summary:
      'Everyone one may write to directly (contacts, and the people of one’s organization), open requests both ways, and who is blocked.',
    input: nothing,
    output: z.strictObject({
      contacts: z.array(contact),
      invitations: z.array(contactInvitation),
      colleagues: z.array(reachable),
    }),
    errors: [],
  }),
  get: endpoint({
    name: 'contacts.get',
    access: 'account',
    summary: 'One of those one may write to directly: a contact, or somebody of one’s organization.',
    input: z.strictObject({ accountId: id }),
    output: reachable,
    errors: ['not_found'],
  }),
  common: endpoint({
    name: 'contacts.common',
    access: 'account',
    summary:
      'In how many groups one is together with each of the people one may write to; those with none are left out.',
    input: nothing,
    output: z.strictObject({ people: z.array(z.strictObject({ accountId: id, rooms: z.int() })) }),
    errors: [],
  }),
  find: endpoint({
    name: 'contacts.find',
    access: 'account',
    summary:
      'People by part of their name (of one’s organization, contacts, and those one shares a room with), and anybody by their exact Chatwork-style id. A mail address finds only people of one’s organization and contacts; whoever else it belongs to, it is offered as an `address` to ask.',
    input: z.strictObject({ query: text(1, 254) }),
    output: z.strictObject({
      /** At most 50. */
      people: z.array(foundPerson),
      /** The query, where it is a mail address that can be asked; answered alike whether or not it is anybody’s. */
      address: z.string().nullable(),
    }),
    errors: [],
  }),
  request: endpoint({
    name: 'contacts.request',
    access: 'account',
    summary:
      'Ask somebody, by account or by mail address, to become a contact. Asking who asks already accepts theirs. For a mail address the answer is the same whether or not it is anybody’s: a mail goes there, and whoever signs up with it finds the request. Up to 100 an hour, and 3 a day to one person.',
    input: z
      .strictObject({ accountId: id.optional(), email: email.optional(), message })
      .refine((input) => (input.accountId === undefined) !== (input.email === undefined), {
        message: 'either an account or an address',
        path: ['email'],
      }),
    output: requestOutcome,
    errors: ['not_found', 'limit_reached'],
  }),
  invite: endpoint({
    name: 'contacts.invite',
    access: 'account',
    summary:
      'Ask many at once: each line holds a mail address, with or without a name beside it. Each address gets one mail; every line has its outcome. One that holds no address spoils none of the others.',
    input: z.strictObject({ lines: z.array(text(0, 500)).min(1).max(INVITE_LINES), message }),
    output: z.strictObject({ outcomes: z.array(inviteOutcome) }),
    errors: ['limit_reached'],
  }),
  accept: endpoint({
    name: 'contacts.accept',
    access: 'account',
    summary: 'Accept an incoming request; both are contacts from now on and have a direct chat.',
    input: z.strictObject({ id }),
    output: contact,
    errors: ['not_found'],
  }),
  reject: endpoint({
    name: 'contacts.reject',
    access: 'account',
    summary: 'Turn an incoming request down; whoever asked is not told.',
    input: z.strictObject({ id }),
    output: contact,
    errors: ['not_found'],
  }),
  cancel: endpoint({
    name: 'contacts.cancel',
    access: 'account',
    summary: 'Take back one’s own request to somebody.',
    input: z.strictObject({ id }),
    output: contact,
    errors: ['not_found'],
  }),
  withdraw: endpoint({
    name: 'contacts.withdraw',
    access: 'account',
    summary: 'Take back one’s own request to a mail address.',
    input: z.strictObject({ id }),
    output: contactInvitation,
    errors: ['not_found'],
  }),
  remove: endpoint({
    name: 'contacts.remove',
    access: 'account',
    summary:
      'End a contact for both. The direct chat leaves one’s own list; for the other it stays to be read and takes no more messages. People of one’s organization cannot be removed.',
    input: z.strictObject({ accountId: id }),
    output: contact,
    errors: ['not_found', 'forbidden'],
  }),
  block: endpoint({
    name: 'contacts.block',
    access: 'account',
    summary:
      'Block somebody of another organization, or no longer. Blocking ends the contact and any request; being blocked looks like not being answered. Ending it brings neither back.',
    input: z.strictObject({ accountId: id, on: z.boolean() }),
    output: contact,
    errors: ['not_found', 'forbidden'],
  }),
}

/** The first mail address in a pasted line, as `aoki@example.com` or `Aoki Jun <aoki@example.com>`; null when it holds none. */
export function addressIn(line: string): string | null {
  const parts = line.split(/[\s<>()[\]"'“”、，,;；:：＜＞（）]+/u)
  return parts.map((part) => part.normalize('NFKC').trim().toLowerCase()).find(isEmail) ?? null
}

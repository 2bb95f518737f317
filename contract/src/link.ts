import { z } from 'zod'
import { person } from './account.ts'
import { endpoint } from './endpoint.ts'
import { id, nothing, time } from './fields.ts'
import { icon, linkCode, newLink } from './room.ts'

/** A room's invitation link; `code` null while it is off. */
export const link = z.strictObject({
  code: linkCode.nullable(),
  url: z.string().nullable(),
  /** An admin must accept each newcomer. */
  needAcceptance: z.boolean(),
  description: z.string(),
})
export type Link = z.infer<typeof link>

export const joinRequest = z.strictObject({ ...person.shape, requestedAt: time })
export type JoinRequest = z.infer<typeof joinRequest>

/** Does it only while the link is so: of two who switch it on at once, the second is told. */
const when = z.enum(['on', 'off']).optional()

export const links = {
  get: endpoint({
    name: 'links.get',
    access: 'account',
    summary: 'The room’s invitation link and, for admins, who is waiting.',
    input: z.strictObject({ roomId: id }),
    output: z.strictObject({ link, requests: z.array(joinRequest) }),
    errors: ['not_found', 'forbidden'],
  }),
  save: endpoint({
    name: 'links.save',
    access: 'account',
    summary: 'Switch the link on or change it; without a code a random one is made. The former code stops working.',
    input: z.strictObject({ roomId: id, when, ...newLink.shape }),
    output: link,
    errors: ['not_found', 'forbidden', 'code_taken', 'link_changed'],
  }),
  remove: endpoint({
    name: 'links.remove',
    access: 'account',
    summary: 'Switch the link off.',
    input: z.strictObject({ roomId: id, when }),
    output: link,
    errors: ['not_found', 'forbidden', 'link_changed'],
  }),
  read: endpoint({
    name: 'links.read',
    access: 'public',
    summary: 'What a room link leads to, shown before joining.',
    input: z.strictObject({ code: linkCode }),
    output: z.strictObject({
      name: z.string(),
      description: z.string(),
      icon,
      memberCount: z.int(),
      needAcceptance: z.boolean(),
      organizationName: z.string(),
    }),
    errors: ['not_found'],
  }),
  join: endpoint({
    name: 'links.join',
    access: 'account',
    summary: 'Join a room by its link, or ask to where an admin must accept.',
    input: z.strictObject({ code: linkCode }),
    output: z.strictObject({ outcome: z.enum(['joined', 'requested']), roomId: id.nullable() }),
    errors: ['not_found', 'limit_reached'],
  }),
  answer: endpoint({
    name: 'links.answer',
    access: 'account',
    summary: 'Accept or turn down somebody who asked to join.',
    input: z.strictObject({ roomId: id, accountId: id, accept: z.boolean() }),
    output: nothing,
    errors: ['not_found', 'forbidden', 'limit_reached'],
  }),
}

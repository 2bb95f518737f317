import { z } from 'zod'
import { me, organizationRole, person } from './account.ts'
import { endpoint } from './endpoint.ts'
import { email, id, language, line, nothing, password, secret, time } from './fields.ts'

const newcomer = {
  name: line(1, 100),
  password,
  language: language.default('ja'),
}

/** `signedIn`: the account exists and a cookie came with the answer. `confirm`: a mail is on its way, if it may be. */
export const welcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('signedIn'), me }),
  z.strictObject({ outcome: z.literal('confirm') }),
])
export type Welcome = z.infer<typeof welcome>

export const invitation = z.strictObject({
  id,
  /** Null for a link that anybody who has it may use. */
  email: z.string().nullable(),
  /**
   * Full address to hand over; answered once, when made. Null for an invitation to an address, whose mail alone brings it (having
   * it shows that the address is one's own), unless the server has no mail.
   */
  url: z.string().nullable(),
  invitedBy: z.string(),
  createdAt: time,
  expiresAt: time,
})
export type Invitation = z.infer<typeof invitation>

export const colleague = z.strictObject({
  ...person.shape,
  organizationRole,
  /** For administrators only; empty for everyone else. */
  loginMail: z.string(),
  createdAt: time,
  /** Since when nobody signs in to the account; null for those who are here. Others than administrators see only these. */
  deactivatedAt: time.nullable(),
})
export type Colleague = z.infer<typeof colleague>

export const organizations = {
  found: endpoint({
    name: 'organizations.found',
    access: 'public',
    summary:
      'Found an organization and become its administrator. The first one of a server is made at once; later ones after the address is confirmed by mail.',
    input: z.strictObject({ organizationName: line(1, 100), email, ...newcomer }),
    output: welcome,
    errors: ['weak_password'],
  }),
  confirm: endpoint({
    name: 'organizations.confirm',
    access: 'public',
    summary: 'Finish a sign-up with the secret of the confirmation mail; answers with a cookie.',
    input: z.strictObject({ token: secret }),
    output: me,
    errors: ['invalid_token'],
  }),
  people: endpoint({
    name: 'organizations.people',
    access: 'account',
    summary: 'Everyone of one’s organization, by name.',
    input: nothing,
    output: z.strictObject({ people: z.array(colleague) }),
    errors: [],
  }),
  rename: endpoint({
    name: 'organizations.rename',
    access: 'administrator',
    summary: 'Change the organization’s name.',
    input: z.strictObject({ name: line(1, 100) }),
    output: nothing,
    errors: ['forbidden'],
  }),
  setRole: endpoint({
    name: 'organizations.setRole',
    access: 'administrator',
    summary: 'Make somebody of the organization an administrator, or a member again.',
    input: z.strictObject({ accountId: id, role: organizationRole }),
    output: nothing,
    errors: ['forbidden', 'not_found', 'last_administrator'],
  }),
  deactivate: endpoint({
    name: 'organizations.deactivate',
    access: 'administrator',
    summary:
      'Shut the account of somebody who leaves: sessions, tokens, connected applications, webhooks, applications and invitations of theirs end at once and for good. They leave their rooms; messages, files and tasks stay. A room whose only admin they were goes to an administrator in it, or to whoever has been in it longest.',
    input: z.strictObject({ accountId: id }),
    output: nothing,
    errors: ['forbidden', 'not_found', 'last_administrator'],
  }),
  activate: endpoint({
    name: 'organizations.activate',
    access: 'administrator',
    summary:
      'Open a deactivated account again, as that of a member: with its password, and in the rooms it was in, where what was said meanwhile counts as read.',
    input: z.strictObject({ accountId: id }),
    output: nothing,
    errors: ['forbidden', 'not_found'],
  }),
  endSessions: endpoint({
    name: 'organizations.endSessions',
    access: 'administrator',
    summary: 'Sign somebody of the organization out everywhere, as when a phone is lost. The password stays.',
    input: z.strictObject({ accountId: id }),
    output: nothing,
    errors: ['forbidden', 'not_found'],
  }),
}

export const invitations = {
  create: endpoint({
    name: 'invitations.create',
    access: 'administrator',
    summary:
      'Invite up to 100 addresses: each gets a mail and a link of its own that works once, for 14 days; an earlier one ends. Without addresses: one open link for 7 days. Addresses of members are answered in `members` and not invited; whether any other has an account makes no difference.',
    input: z.strictObject({ emails: z.array(email).max(100).default([]) }),
    output: z.strictObject({ invitations: z.array(invitation), members: z.array(z.string()) }),
    errors: ['forbidden', 'limit_reached'],
  }),
  list: endpoint({
    name: 'invitations.list',
    access: 'administrator',
    summary: 'Invitations that are still open, newest first.',
    input: nothing,
    output: z.strictObject({ invitations: z.array(invitation) }),
    errors: ['forbidden'],
  }),
  revoke: endpoint({
    name: 'invitations.revoke',
    access: 'administrator',
    summary: 'Withdraw an invitation.',
    input: z.strictObject({ id }),
    output: nothing,
    errors: ['forbidden', 'not_found'],
  }),
  read: endpoint({
    name: 'invitations.read',
    access: 'public',
    summary: 'What an invitation is for, shown before joining.',
    input: z.strictObject({ token: secret }),
    output: z.strictObject({ organizationName: z.string(), invitedBy: z.string(), email: z.string().nullable() }),
    errors: ['invalid_token'],
  }),
  accept: endpoint({
    name: 'invitations.accept',
    access: 'public',
    summary:
      'Join by invitation. One that was sent to an address signs in at once and takes no other `email`; an open link needs an `email`, confirmed by mail.',
    input: z.strictObject({ token: secret, email: email.optional(), ...newcomer }),
    output: welcome,
    errors: ['invalid_token', 'weak_password'],
  }),
}

import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { email, id, imageHash, language, line, nothing, passwordAttempt, secret, text, tick, time } from './fields.ts'
import { isTimeZone } from './zone.ts'

/** What others see of somebody. */
export const person = z.strictObject({
  accountId: id,
  name: z.string(),
  /** How the name is read; empty when unset. */
  reading: z.string(),
  organizationId: id,
  organizationName: z.string(),
  department: z.string(),
  title: z.string(),
  avatar: imageHash.nullable(),
})
export type Person = z.infer<typeof person>

export const organizationRole = z.enum(['administrator', 'member'])
export type OrganizationRole = z.infer<typeof organizationRole>

/** Minutes since midnight on the clock on the wall. */
const minuteOfDay = z.int().min(0).max(1_439)

export const settings = z.strictObject({
  language,
  /** What Enter does in the composer; Ctrl/⌘ Enter always sends. */
  enterKey: z.enum(['send', 'break']),
  theme: z.enum(['light', 'dark', 'system']),
  density: z.enum(['comfortable', 'compact']),
  /** Seconds in which a sent message can be taken back with one key; 0 switches the offer off. */
  undoSeconds: z.union([z.literal(0), z.literal(5), z.literal(10)]),
  /** Ask before the first message to a room with people of other organizations. */
  confirmOutside: z.boolean(),
  linkPreviews: z.boolean(),
  emoticons: z.boolean(),
  /** Keys without a modifier act in the timeline and lists. */
  singleKeys: z.boolean(),
  /** Where one is: an IANA name. Decides when a task that is due on a date is due, and its reminders. */
  timeZone: z.string().max(64).refine(isTimeZone, 'not a time zone'),
  /** A mail when somebody asks to be a contact. */
  mailRequests: z.boolean(),
  /** A mail with the reminders of one’s tasks, which the page shows in any case. */
  mailReminders: z.boolean(),
  /** A mail with what is addressed to one and stays unread: an hour later, once a day in the morning, or never. */
  mailUnread: z.enum(['hour', 'morning', 'off']),
  /** Daily hours in which nothing is told, on the clock of `timeZone`; over midnight where `to` is the smaller. Null: none. */
  quietHours: z
    .strictObject({ from: minuteOfDay, to: minuteOfDay })
    .refine(({ from, to }) => from !== to, 'has no length')
    .nullable(),
  /** Saturdays, Sundays and Japanese holidays are quiet all day. */
  quietDaysOff: z.boolean(),
  /** A message in a direct chat that names one with To is told in quiet hours, too. */
  quietButDirect: z.boolean(),
})
export type Settings = z.infer<typeof settings>

export const defaultSettings: Settings = {
  language: 'ja',
  enterKey: 'break',
  theme: 'system',
  density: 'comfortable',
  undoSeconds: 5,
  confirmOutside: true,
  linkPreviews: true,
  emoticons: true,
  singleKeys: true,
  timeZone: 'Asia/Tokyo',
  mailRequests: true,
  mailReminders: true,
  mailUnread: 'hour',
  quietHours: null,
  quietDaysOff: false,
  quietButDirect: false,
}

/** The fields of the public API's `GET /me` that their owner edits, and the reading, which that does not have. */
export const profile = z.strictObject({
  name: line(1, 100),
  /** How the name is read: ふりがな, or the name in other letters. One is found by it as by the name. Empty when unset. */
  reading: line(0, 100),
  /** Unique handle; empty when unset. */
  chatworkId: z.string().regex(/^(?:[A-Za-z0-9][A-Za-z0-9_.-]{2,39})?$/),
  department: line(0, 100),
  title: line(0, 100),
  url: text(0, 2_000).refine((value) => value === '' || /^https?:\/\/[^\s]+$/.test(value), 'not a web address'),
  introduction: text(0, 2_000),
  /** The address shown on the profile; not the one for signing in. */
  mail: z.union([z.literal(''), email]),
  telOrganization: line(0, 40),
  telExtension: line(0, 40),
  telMobile: line(0, 40),
  skype: line(0, 100),
  facebook: line(0, 100),
  twitter: line(0, 100),
})
export type Profile = z.infer<typeof profile>

/** A profile as it is kept: it may be older than what is asked of one today. */
const keptProfile = z.strictObject({
  name: z.string(),
  /** How the name is read; empty when unset. */
  reading: z.string(),
  /** Unique handle; empty when unset. */
  chatworkId: z.string(),
  department: z.string(),
  title: z.string(),
  url: z.string(),
  introduction: z.string(),
  /** The address shown on the profile; not the one for signing in. */
  mail: z.string(),
  telOrganization: z.string(),
  telExtension: z.string(),
  telMobile: z.string(),
  skype: z.string(),
  facebook: z.string(),
  twitter: z.string(),
} satisfies Record<keyof Profile, z.ZodString>)

/** One's own account. */
export const me = z.strictObject({
  ...keptProfile.shape,
  accountId: id,
  /** One's My chat. */
  roomId: id,
  organizationId: id,
  organizationName: z.string(),
  organizationRole,
  loginMail: z.string(),
  avatar: imageHash.nullable(),
  settings,
  /** Account clock at which this was last changed. */
  tick,
  createdAt: time,
})
export type Me = z.infer<typeof me>

export const accounts = {
  me: endpoint({
    name: 'accounts.me',
    access: 'account',
    summary: 'One’s own account, profile and settings.',
    input: nothing,
    output: me,
    errors: [],
  }),
  updateProfile: endpoint({
    name: 'accounts.updateProfile',
    access: 'account',
    summary: 'Change one’s own profile; fields left out stay. `avatar` takes the hash of an uploaded picture, or null.',
    input: z.strictObject({ ...profile.partial().shape, avatar: imageHash.nullable().optional() }),
    output: me,
    errors: ['chatwork_id_taken', 'not_found'],
  }),
  updateSettings: endpoint({
    name: 'accounts.updateSettings',
    access: 'account',
    summary: 'Change one’s own settings; fields left out stay.',
    input: settings.partial(),
    output: me,
    errors: [],
  }),
  changeAddress: endpoint({
    name: 'accounts.changeAddress',
    access: 'account',
    summary:
      'Ask for another address to sign in with. A link that works once, for 24 hours, is mailed there, and the old address is told; nothing changes before the link is used. The answer is the same whether or not anybody has the new address.',
    input: z.strictObject({ email, password: passwordAttempt }),
    output: nothing,
    errors: ['sign_in_failed'],
  }),
  confirmAddress: endpoint({
    name: 'accounts.confirmAddress',
    access: 'public',
    summary:
      'Take the new address, with the secret of the mail that went there. Sessions stay; reset links sent to the old address end.',
    input: z.strictObject({ token: secret }),
    output: nothing,
    errors: ['invalid_token'],
  }),
  close: endpoint({
    name: 'accounts.close',
    access: 'account',
    summary:
      'Close one’s own account, as an administrator would deactivate it, and who can open it again as such; a mail says so. The last administrator of an organization with other people makes somebody else one first. The last person of an organization leaves it closed; whoever runs the server opens that again.',
    input: z.strictObject({ password: passwordAttempt }),
    output: nothing,
    errors: ['sign_in_failed', 'last_administrator'],
  }),
  person: endpoint({
    name: 'accounts.person',
    access: 'account',
    summary:
      'The profile card of somebody of one’s organization, a contact or who asks to be one, or in one of one’s rooms.',
    input: z.strictObject({ accountId: id }),
    output: z.strictObject({
      ...person.shape,
      chatworkId: z.string(),
      url: z.string(),
      introduction: z.string(),
      mail: z.string(),
      telOrganization: z.string(),
      telExtension: z.string(),
      telMobile: z.string(),
      /** Groups in which both are. */
      roomIds: z.array(id),
    }),
    errors: ['not_found'],
  }),
}

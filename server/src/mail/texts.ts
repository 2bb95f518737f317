import type { Language } from '@naniwa/contract'
import type { Mail } from '../lib/outgoing.ts'
import { en } from './texts.en.ts'
import { ja } from './texts.ja.ts'

export type Text = Pick<Mail, 'subject' | 'text'>

export interface Link {
  readonly url: string
}

export interface Invited extends Link {
  readonly organizationName: string
  readonly invitedBy: string
}

/** Somebody who would like to be in contact. */
export interface ContactRequester extends Link {
  readonly name: string
  readonly organizationName: string
  /** What they wrote; may be empty. */
  readonly message: string
}

export interface TaskReminder extends Link {
  /** The task in a line. */
  readonly subject: string
  readonly body: string
  readonly due: string
  /** Whether its time is still to come. */
  readonly when: 'ahead' | 'over'
  /** Empty for My chat and direct chats. */
  readonly roomName: string
}

export interface UnreadMessage extends Link {
  readonly author: string
  /** Empty for direct chats. */
  readonly roomName: string
  /** `system`: the words are of a task that was given. */
  readonly kind: 'message' | 'system'
  readonly words: string
  readonly when: string
}

export interface Unread extends Link {
  /** Oldest first. */
  readonly messages: readonly UnreadMessage[]
  /** Of all, those that are not shown included. */
  readonly count: number
}

export interface RestoredFile extends Link {
  readonly name: string
  readonly days: number
}

export interface StoppedWebhook extends Link {
  readonly name: string
  /** Where it went. */
  readonly address: string
}

export interface ClosedAccount {
  readonly organizationName: string
  /** Whether others are still in the organization. */
  readonly closed: 'account' | 'organization'
}

/**
 * All mails in one language. Those that a stranger can have sent (`known`, `confirm`, `reset`, `address`) carry nothing that the stranger
 * typed: nobody can make the server mail their own words to others.
 */
export interface Texts {
  /** Finish a sign-up. */
  confirm(link: Link): Text
  /** Somebody signed up with an address that has an account. */
  known(link: Link): Text
  invited(invited: Invited): Text
  /** Somebody invited an address that has an account. */
  invitedKnown(invited: Invited): Text
  reset(link: Link): Text
  passwordChanged(link: Link): Text
  /** Confirm a new address. */
  address(link: Link): Text
  /** Somebody asked for an address that has an account. */
  addressKnown(link: Link): Text
  /** To the old address, before and after. */
  addressAsked(link: Link): Text
  addressChanged(link: Link): Text
  /** Word to whoever closed their own account. */
  accountClosed(closed: ClosedAccount): Text
  /** Somebody asks the owner of an account. */
  contactRequest(requester: ContactRequester): Text
  /** Somebody asks an address that has no account. Carries nothing they wrote, as anybody can be asked so. */
  contactInvitation(requester: Omit<ContactRequester, 'message'>): Text
  /** A task is due soon, or was. */
  taskReminder(reminder: TaskReminder): Text
  /** What waits to be read. `url` leads to where such mails are switched off. */
  unread(unread: Unread): Text
  /** A file is back from the archive. */
  fileRestored(file: RestoredFile): Text
  /** Too many deliveries failed. */
  webhookStopped(webhook: StoppedWebhook): Text
}

const languages: Record<Language, Texts> = { ja, en }

/** @param home the server's own address, under every mail. */
export function textsIn(language: Language, home: string): Texts {
  const texts = languages[language]
  const signed = ({ subject, text }: Text): Text => ({ subject, text: `${text}\n\n-- \nNaniwa\n${home}\n` })
  return {
    confirm: (link) => signed(texts.confirm(link)),
    known: (link) => signed(texts.known(link)),
    invited: (invited) => signed(texts.invited(invited)),
    invitedKnown: (invited) => signed(texts.invitedKnown(invited)),
    reset: (link) => signed(texts.reset(link)),
    passwordChanged: (link) => signed(texts.passwordChanged(link)),
    address: (link) => signed(texts.address(link)),
    addressKnown: (link) => signed(texts.addressKnown(link)),
    addressAsked: (link) => signed(texts.addressAsked(link)),
    accountClosed: (closed) => signed(texts.accountClosed(closed)),
    addressChanged: (link) => signed(texts.addressChanged(link)),
    contactRequest: (requester) => signed(texts.contactRequest(requester)),
    contactInvitation: (requester) => signed(texts.contactInvitation(requester)),
    taskReminder: (reminder) => signed(texts.taskReminder(reminder)),
    unread: (unread) => signed(texts.unread(unread)),
    fileRestored: (file) => signed(texts.fileRestored(file)),
    webhookStopped: (webhook) => signed(texts.webhookStopped(webhook)),
  }
}

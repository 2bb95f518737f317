import type { App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import { queue } from './queue.ts'

/**
 * What is to be mailed, not the mail: the writer of mails looks up names, language and whether the address has an account, and
 * makes the secret of a link at that moment, so that no secret lies in the database or in a queue, and asking takes the same
 * steps for a known and an unknown address.
 */
export type MailOrder =
  /** The link that finishes a sign-up; to an address that has an account, word of that instead. */
  | { readonly kind: 'confirm'; readonly ticketId: number }
  /** The link of an invitation to an address; to one that has an account, word of that instead. */
  | { readonly kind: 'invitation'; readonly ticketId: number }
  /** The link that sets a new password; to an unknown address, nothing. */
  | { readonly kind: 'reset'; readonly to: string }
  /** Word to the owner that the password was changed. */
  | { readonly kind: 'passwordChanged'; readonly accountId: number }
  /** The link that confirms a new address; to one that has an account, word of that instead. */
  | { readonly kind: 'address'; readonly ticketId: number }
  /** Word to the old address that another one was asked for, or is the account's now. */
  | { readonly kind: 'addressChange'; readonly accountId: number; readonly to: string; readonly step: 'asked' | 'done' }
  /** Word to whoever closed their own account. */
  | { readonly kind: 'accountClosed'; readonly accountId: number; readonly closed: 'account' | 'organization' }
  /** Somebody's request to become a contact; nothing once it is answered or taken back. */
  | { readonly kind: 'contactRequest'; readonly accountId: number; readonly requestId: number }
  /** Word to an address without an account that `accountId` would like to be in contact; nothing once that is withdrawn. */
  | { readonly kind: 'contactInvitation'; readonly accountId: number; readonly id: number }
  /** Word to its assignee that a task is due in so many minutes, or was; nothing once it is done. */
  | {
      readonly kind: 'taskReminder'
      readonly accountId: number
      readonly roomId: number
      readonly taskId: number
      readonly before: number
    }
  /** Word to whoever asked that a file is back from the archive; nothing once it is deleted, or they left the room. */
  | { readonly kind: 'fileRestored'; readonly accountId: number; readonly roomId: number; readonly fileId: number }
  /** What was addressed to somebody and not read; nothing of what they have read, or may no longer see. */
  | {
      readonly kind: 'unread'
      readonly accountId: number
      readonly messages: readonly { readonly roomId: number; readonly id: string }[]
    }
  /** Word to its owner that a webhook was stopped; nothing once it is on again or gone. */
  | { readonly kind: 'webhookStopped'; readonly accountId: number; readonly webhookId: number }

/** @param accountId whose doing it is; 0 for a visitor's. */
export async function queueMail(app: App, tx: Transaction, accountId: number, order: MailOrder): Promise<void> {
  await queue(app, tx, accountId, 'mail', order)
}

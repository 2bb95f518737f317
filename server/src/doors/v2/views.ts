import {
  type File,
  type Icon,
  type Link,
  limitOf,
  type Me,
  type Message,
  type Person,
  type Task,
} from '@naniwa/contract'
import type { App } from '../../context.ts'
import { personIcon, presetIcon } from './icons.ts'

/** A JSON value as this API sends it. */
export type Answer = { readonly [field: string]: Json }
export type Json = string | number | boolean | null | readonly Json[] | Answer

/** People as far as an answer shows them. */
export type Shown = Pick<Person, 'accountId' | 'name' | 'avatar'>

export function secondsOf(milliseconds: number | null): number {
  return milliseconds === null ? 0 : Math.floor(milliseconds / 1_000)
}

export function avatarUrl(app: App, { accountId, avatar }: Pick<Person, 'accountId' | 'avatar'>): string {
  return avatar ? imageUrl(app, avatar) : iconAddress(app, personIcon(accountId))
}

export function iconUrl(app: App, icon: Icon): string {
  return icon.image ? imageUrl(app, icon.image) : iconAddress(app, presetIcon(icon))
}

function iconAddress(app: App, name: string): string {
  return `${app.config.url}/icons/${name}`
}

function imageUrl(app: App, hash: string): string {
  return `${app.config.url}/images/${hash}`
}

export function accountView(app: App, person: Shown): Answer {
  return { account_id: person.accountId, name: person.name, avatar_image_url: avatarUrl(app, person) }
}

/** Somebody in a list of people. */
export function personView(app: App, person: Omit<Person, 'title'>, chatworkId: string): Answer {
  return {
    name: person.name,
    chatwork_id: chatworkId,
    organization_id: person.organizationId,
    organization_name: person.organizationName,
    department: person.department,
    avatar_image_url: avatarUrl(app, person),
  }
}

export function meView(app: App, me: Me): Answer {
  return {
    account_id: me.accountId,
    room_id: me.roomId,
    name: me.name,
    chatwork_id: me.chatworkId,
    organization_id: me.organizationId,
    organization_name: me.organizationName,
    department: me.department,
    title: me.title,
    url: me.url,
    introduction: me.introduction,
    mail: me.mail,
    tel_organization: me.telOrganization,
    tel_extension: me.telExtension,
    tel_mobile: me.telMobile,
    skype: me.skype,
    facebook: me.facebook,
    twitter: me.twitter,
    avatar_image_url: avatarUrl(app, me),
    login_mail: me.loginMail,
  }
}

export function messageView(app: App, message: Message, author: Shown): Answer {
  return {
    message_id: message.id,
    account: accountView(app, author),
    body: message.deleted ? '[deleted]' : message.body,
    send_time: secondsOf(message.createdAt),
    update_time: secondsOf(message.editedAt),
  }
}

/** What all lists of tasks show of one. */
export function taskFields(task: Task): Answer {
  return {
    message_id: task.messageId,
    body: task.body,
    limit_time: limitOf(task.due),
    status: task.status,
    limit_type: task.due.type,
  }
}

export function fileView(app: App, file: File, sender: Shown): Answer {
  return {
    file_id: file.id,
    account: accountView(app, sender),
    message_id: file.messageId,
    filename: file.name,
    filesize: file.size,
    upload_time: secondsOf(file.createdAt),
  }
}

export function linkView({ url, needAcceptance, description }: Link): Answer {
  return url === null ? { public: false } : { public: true, url, need_acceptance: needAcceptance, description }
}

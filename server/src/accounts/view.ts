import { defaultSettings, type OrganizationRole, type Settings } from '@naniwa/contract'
import { sql } from 'kysely'
import { milliseconds } from '../db/milliseconds.ts'

/** What others see of somebody: `account` joined with its `organization`. */
export const personColumns = [
  'account.id as accountId',
  'account.name',
  'account.reading',
  'account.organizationId',
  'organization.name as organizationName',
  'account.department',
  'account.title',
  'account.avatar',
] as const

/** The profile card. */
export const cardColumns = [
  ...personColumns,
  'account.chatworkId',
  'account.url',
  'account.introduction',
  'account.mail',
  'account.telOrganization',
  'account.telExtension',
  'account.telMobile',
] as const

export const organizationRoleColumn = sql.ref<OrganizationRole>('account.organizationRole').as('organizationRole')

/** One's own account. Settings that were never touched follow the defaults of the version that reads them. */
export const meColumns = [
  ...cardColumns,
  'account.skype',
  'account.facebook',
  'account.twitter',
  'account.myRoomId as roomId',
  organizationRoleColumn,
  'account.loginMail',
  'account.meTick as tick',
  milliseconds('account.createdAt').as('createdAt'),
  sql<Settings>`${JSON.stringify(defaultSettings)}::jsonb || account.settings`.as('settings'),
] as const

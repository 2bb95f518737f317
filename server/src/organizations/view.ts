import { sql } from 'kysely'
import { organizationRoleColumn, personColumns } from '../accounts/view.ts'
import { milliseconds } from '../db/milliseconds.ts'

/** Somebody of the viewer's organization: `account`, `organization`, and the viewer's own row as `viewer`. */
export const colleagueColumns = [
  ...personColumns,
  organizationRoleColumn,
  sql<string>`case when viewer.organization_role = 'administrator' then account.login_mail else '' end`.as('loginMail'),
  milliseconds('account.createdAt').as('createdAt'),
  sql<number | null>`${milliseconds('account.deactivatedAt')}`.as('deactivatedAt'),
] as const

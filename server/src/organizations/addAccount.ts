import type { Language, OrganizationRole } from '@naniwa/contract'
import { createAccount } from '../accounts/create.ts'
import { requireStrong } from '../accounts/strength.ts'
import type { App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { Fatal } from '../lib/fatal.ts'
import { claimServer, createOrganization } from './create.ts'

export interface AddedAccount {
  readonly accountId: number
  readonly email: string
  readonly name: string
  readonly organizationId: number
  readonly organizationName: string
  readonly organizationRole: OrganizationRole
}

export interface AddAccount {
  readonly email: string
  readonly name: string
  /** How the name is read; empty: unset. */
  readonly reading: string
  readonly password: string
  readonly language: Language
  /** Without it the first organization of the server. */
  readonly organizationName?: string | undefined
}

/**
 * An account without mail or confirmation, for whoever administers the machine. On a server without organizations the named one is
 * founded and the account administers it; otherwise the account is a member.
 *
 * @throws {Refusal} `email_taken`, `weak_password`. @throws {Fatal} about the organization.
 */
export async function addAccount(app: App, input: AddAccount): Promise<AddedAccount> {
  const { email, name, reading, password, language } = input
  await requireStrong(password, [name, email, input.organizationName ?? ''])
  const passwordHash = await app.hasher.hash(password)
  return await transact(app, async (tx) => {
    const place = await placeFor(app, tx, input.organizationName)
    const { organizationId, organizationRole } = place
    const newcomer = { email, name, reading, language, passwordHash, organizationId, organizationRole }
    const { accountId } = await createAccount(app, tx, newcomer)
    return { accountId, email, name, ...place }
  })
}

async function placeFor(app: App, tx: Transaction, organizationName: string | undefined) {
  if (await claimServer(app, tx)) {
    if (!organizationName) throw new Fatal('This server has no organization yet. Name it with --organization.')
    const { organizationId } = await createOrganization(app, tx, organizationName)
    return { organizationId, organizationName, organizationRole: 'administrator' } as const
  }
  const organizations = await tx
    .selectFrom('organization')
    .orderBy('createdAt')
    .orderBy('id')
    .$if(organizationName !== undefined, (query) => query.where('name', '=', organizationName as string))
    .limit(2)
    .select(['id', 'name'])
    .execute()
  const [first, second] = organizations
  if (!first) throw new Fatal(`There is no organization named "${organizationName}".`)
  if (organizationName && second) throw new Fatal(`There are several organizations named "${organizationName}".`)
  return { organizationId: first.id, organizationName: first.name, organizationRole: 'member' } as const
}

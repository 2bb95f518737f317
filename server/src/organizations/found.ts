import type { api, InputOf, Welcome } from '@naniwa/contract'
import type { App, Visitor } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { claimServer, createOrganization } from './create.ts'
import { askToConfirm, join, receive } from './signUp.ts'

export async function found(
  app: App,
  visitor: Visitor,
  input: InputOf<typeof api.organizations.found>,
): Promise<Welcome> {
  const passwordHash = await receive(app, visitor, input)
  const { organizationName, email, name, language } = input
  return await transact(app, async (tx) => {
    if (!(await claimServer(app, tx))) {
      return await askToConfirm(app, tx, { email, details: { organizationName, name, language, passwordHash } })
    }
    const { organizationId } = await createOrganization(app, tx, organizationName)
    const founder = { organizationId, organizationRole: 'administrator', email, name, language, passwordHash } as const
    return { outcome: 'signedIn', me: await join(app, tx, visitor, founder) }
  })
}

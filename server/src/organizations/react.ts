import type { App } from '../context.ts'
import { spreadOrganization } from './spread.ts'

/** By topic of `account_outbox`. */
export const reactors = {
  organization: (app: App, row: { readonly payload: unknown }): Promise<void> =>
    spreadOrganization(app, row.payload as { organizationId: number }),
}

import type { Reactor } from '../events/react.ts'
import { spreadOrganization } from './spread.ts'

export const organizationReactor: Reactor = {
  name: 'organization',
  topic: 'organization',
  concurrency: 1,
  seconds: 15 * 60,
  handle: (app, { payload }) => spreadOrganization(app, payload as { organizationId: number }),
}

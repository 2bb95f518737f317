import type { Reactor } from '../events/react.ts'
import { deliver, deliverToNewcomer } from './deliver.ts'
import { spreadOrganization, spreadProfile } from './spread.ts'

/** Finds out whose an invited address is, out of the sight of whoever invites. */
export const contactInvitationReactor: Reactor = {
  name: 'contact-invitation',
  topic: 'contact_invitation',
  concurrency: 2,
  handle: (app, { accountId = 0, payload }) => deliver(app, accountId, (payload as { id: number }).id),
}

export const newcomerContactsReactor: Reactor = {
  name: 'newcomer-contacts',
  topic: 'account',
  concurrency: 2,
  handle: (app, { accountId = 0 }) => deliverToNewcomer(app, accountId),
}

/** Carries a changed profile to everybody who knows the person. */
export const profileContactsReactor: Reactor = {
  name: 'profile-contacts',
  topic: 'profile',
  concurrency: 2,
  seconds: 10 * 60,
  handle: (app, { accountId = 0 }) => spreadProfile(app, accountId),
}

/** Tells everybody who knows people of an organization its new name. Told again, they hear it again: harmless. */
export const organizationContactsReactor: Reactor = {
  name: 'organization-contacts',
  topic: 'organization',
  concurrency: 1,
  seconds: 60 * 60,
  handle: (app, { payload }) => spreadOrganization(app, (payload as { organizationId: number }).organizationId),
}

export const contactReactors: readonly Reactor[] = [
  contactInvitationReactor,
  newcomerContactsReactor,
  profileContactsReactor,
  organizationContactsReactor,
]

import { type Contact, type ContactInvitation, type Replica, waitingRequests } from '@naniwa/contract'
import type { Engine } from './engine.ts'

/** People of other organizations one knows, as views read them: the same lists while nothing in them has changed. */
export class Contacts {
  readonly #replica: Replica
  #all: readonly Contact[] = []
  #invitations: readonly ContactInvitation[] = []

  constructor(engine: Engine) {
    this.#replica = engine.replica
  }

  /** Contacts, open requests both ways, and who is blocked; by name. */
  get all(): readonly Contact[] {
    const now = [...this.#replica.contacts.values()].sort((a, b) => a.name.localeCompare(b.name))
    this.#all = kept(this.#all, now)
    return this.#all
  }

  /** One's own open requests to mail addresses, the newest first. */
  get invitations(): readonly ContactInvitation[] {
    const now = [...this.#replica.contactInvitations.values()].sort((a, b) => b.invitedAt - a.invitedAt || b.id - a.id)
    this.#invitations = kept(this.#invitations, now)
    return this.#invitations
  }

  get(accountId: number): Contact | null {
    return this.#replica.contacts.get(accountId) ?? null
  }

  /** How many people wait for one's answer. */
  get waiting(): number {
    return waitingRequests(this.#replica)
  }
}

function kept<Row>(before: readonly Row[], now: readonly Row[]): readonly Row[] {
  return before.length === now.length && before.every((row, place) => row === now[place]) ? before : now
}

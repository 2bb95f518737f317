import type { Provider } from 'oidc-provider'
import type { Logger } from 'pino'
import type { Blobs, Stores } from './blobs/blobs.ts'
import type { Bus } from './bus/bus.ts'
import type { Config } from './config.ts'
import type { Lanes } from './db/lane.ts'
import type { Database } from './db/pool.ts'
import type { Reading } from './db/replica.ts'
import type { Seal } from './db/transaction.ts'
import type { AccessLog } from './lib/access-log.ts'
import type { Clock } from './lib/clock.ts'
import type { Hasher } from './lib/hasher.ts'
import type { Limits } from './lib/limits.ts'
import type { Metrics } from './lib/metrics.ts'
import type { Outgoing } from './lib/outgoing.ts'

/** What every verb is given. A plain object, put together in `app.ts`. */
export interface App {
  /** Of the program, as in package.json and the served web client. */
  readonly version: string
  readonly config: Config
  readonly db: Database
  /** Where the search index is kept: `db` itself, or the database of SEARCH_DATABASE_URL. */
  readonly index: Database
  /** For a verb that is to be done once: what its transaction does besides. */
  readonly seal?: Seal
  readonly reading: Reading
  readonly clock: Clock
  readonly log: Logger
  readonly bus: Bus
  readonly blobs: Blobs
  /** Of which {@link blobs} is made. */
  readonly stores: Stores
  readonly lanes: Lanes
  readonly hasher: Hasher
  readonly limits: Limits
  readonly metrics: Metrics
  readonly access: AccessLog
  readonly mail: Outgoing
  /** What other people's applications are let in by; made when it is first asked for. */
  readonly oauth: () => Promise<Provider>
}

/** Somebody at a door who has not shown who they are. */
export interface Visitor {
  /** Network address, for rate limits and the list of sessions. */
  readonly address: string
  readonly userAgent: string
  /** Hands the door a session token to keep (as a cookie), or null to forget it. */
  readonly keep: (token: string | null) => void
  /** What the browser keeps for this server under a name; undefined for programs, which keep nothing. */
  readonly cookie?: (name: string) => string | undefined
  /** What the token or application is called that acts in somebody's name; undefined for people themselves. */
  readonly program?: string
  /** On a socket no cookie can be set, so no session can be opened. */
  readonly cookieless?: true
}

/** Somebody signed in. */
export interface Actor extends Visitor {
  readonly accountId: number
  readonly sessionId: number
}

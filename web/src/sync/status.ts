import type { ConnectionState } from './connection.ts'

/** How things stand with the server. */
export type Status =
  | { kind: 'connecting' | 'catchingUp' | 'live' | 'offline' | 'stopped' }
  /** The next attempt is made at `until`. */
  | { kind: 'waiting'; until: number }
  /** `otherAccount`: somebody else has signed in in this browser. */
  | { kind: 'signedOut'; reason: 'ended' | 'otherAccount' }

/** What decides it. */
export interface Standing {
  signedOut: 'ended' | 'otherAccount' | null
  connection: ConnectionState
  isLevel: boolean
  isOffline: boolean
}

export function statusOf({ signedOut, connection, isLevel, isOffline }: Standing): Status {
  if (signedOut) return { kind: 'signedOut', reason: signedOut }
  if (connection.kind === 'stopped') return { kind: 'stopped' }
  if (connection.kind === 'open') return { kind: isLevel ? 'live' : 'catchingUp' }
  if (isOffline) return { kind: 'offline' }
  return connection.kind === 'waiting' ? connection : { kind: 'connecting' }
}

export function isSettling({ kind }: Status): boolean {
  return kind === 'connecting' || kind === 'catchingUp'
}

/** How things stand with the server. */
export type Status =
  | { kind: 'connecting' | 'catchingUp' | 'live' | 'offline' | 'stopped' }
  /** The next attempt is made at `until`. */
  | { kind: 'waiting'; until: number }
  /** `otherAccount`: somebody else has signed in in this browser. */
  | { kind: 'signedOut'; reason: 'ended' | 'otherAccount' }

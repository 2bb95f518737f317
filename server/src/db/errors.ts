import pg from 'pg'

/** The five characters by which PostgreSQL names an error, if it was PostgreSQL that spoke. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

/**
 * True when the statement lost a race (serialization failure or deadlock): nothing was changed, and the same transaction may
 * succeed when run again.
 */
export function isLostRace(error: unknown): boolean {
  const state = sqlState(error)
  return state === '40001' || state === '40P01'
}

/** True for a unique violation, of the named constraint if one is named. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof pg.DatabaseError) || error.code !== '23505') return false
  return constraint === undefined || error.constraint === constraint
}

/** SQLSTATE classes that say nothing about the statement: connection, resources, operator intervention, system. */
const OUTAGE_CLASSES = ['08', '53', '57', '58', 'XX']

/** A standby takes no writes: the connection leads to one that has been replaced, or not been promoted yet. */
const READ_ONLY = '25006'

/** The primary alone has what was committed: somebody ended the wait for its replica. A promotion would take it away. */
export class CommittedAlone extends Error {
  override name = 'CommittedAlone'
}

/**
 * True when the database gave no verdict on the statement: it is gone, full, stopping, too slow, or was never reached. Whether
 * a statement in flight was committed is then unknown.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof CommittedAlone || sqlState(error) === READ_ONLY) return true
  if (error instanceof pg.DatabaseError) return OUTAGE_CLASSES.includes(error.code?.slice(0, 2) ?? 'XX')
  if (!(error instanceof Error)) return false
  return (
    'syscall' in error || /^(Connection terminated|timeout exceeded|Query read timeout|Client has)/.test(error.message)
  )
}

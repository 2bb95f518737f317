import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from './pool.ts'

/** Longer than this nobody waits for the replica to catch up. */
const PATIENCE_MS = 100
const POLL_MS = 5
/** After the replica failed or was too far behind, this long nobody asks it. */
const PAUSE_MS = 5_000

/** Where long readings go, so that they do not slow what is being written. */
export interface Reading {
  /**
   * The replica, once it has everything that was committed when this was asked (so one's own writes are always read); the
   * primary when there is none, or when it is away or behind. Nothing may be written there.
   */
  database(): Promise<Database>
  close(): Promise<void>
}

/** Without a replica. */
export function readingFrom(db: Database): Reading {
  return { database: async () => db, async close() {} }
}

export function replicaReading(primary: Database, replica: Database): Reading {
  let notBefore = 0

  async function hasCaughtUp(): Promise<boolean> {
    const { rows } = await sql<{ lsn: string }>`select pg_current_wal_flush_lsn()::text as lsn`.execute(primary)
    const lsn = rows[0]?.lsn
    for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await pause(POLL_MS)) {
      const { rows: answers } = await sql<{ there: boolean }>`
        select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() >= ${lsn}::pg_lsn else true end as there
      `.execute(replica)
      if (answers[0]?.there) return true
    }
    return false
  }

  return {
    async database() {
      if (performance.now() < notBefore) return primary
      if (await hasCaughtUp().catch(() => false)) return replica
      notBefore = performance.now() + PAUSE_MS
      return primary
    },
    close: () => replica.destroy(),
  }
}

import type pg from 'pg'
import { createApp } from '../../../server/src/app.ts'
import { readConfig } from '../../../server/src/config.ts'
import { startEmbedded } from '../../../server/src/db/embedded.ts'
import { migrate } from '../../../server/src/db/migrate.ts'
import { openDatabase, openPool } from '../../../server/src/db/pool.ts'
import { build } from '../../../server/src/search/build.ts'
import { loadWorld } from './load.ts'
import type { Plan } from './plan.ts'

export interface Built {
  /** Seconds; null where an earlier run left it. */
  readonly load: number | null
  readonly index: number | null
  /** Megabytes. */
  readonly messages: number
  readonly segments: number
  readonly grams: number
  readonly ends: number
}

/** Messages between two lines of progress. */
const SAY = 250_000

/** Makes the world and its index in a data directory, unless an earlier run left them there. */
export async function prepareWorld(directory: string, plan: Plan, say: (text: string) => void): Promise<Built> {
  const embedded = await startEmbedded({ dataDirectory: directory, purpose: 'serve', report: say })
  const pool = openPool(embedded.url, { statementTimeout: 0 })
  try {
    await migrate(pool)
    // Rare checkpoints while so much is written: each has every page that changes afterwards written out in full.
    await pool.query(`alter system set max_wal_size = '4GB'`)
    await pool.query('select pg_reload_conf()')
    const times = await makeWorld(pool, plan, say)
    await pool.query('alter system reset max_wal_size')
    return { ...times, ...(await sizes(pool)) }
  } finally {
    await pool.end()
    await embedded.stop()
  }
}

async function makeWorld(
  pool: pg.Pool,
  plan: Plan,
  say: (text: string) => void,
): Promise<Pick<Built, 'load' | 'index'>> {
  const { messages, rooms } = plan.sizes
  const world = `${messages} messages in ${rooms} rooms`
  await pool.query('create table if not exists bench_world (name text)')
  const { rows } = await pool.query<{ name: string }>('select name from bench_world')
  if (rows[0]) {
    if (rows[0].name !== world) throw new Error(`that directory holds ${rows[0].name}`)
    return { load: null, index: null }
  }
  const start = performance.now()
  say(`loading ${world} …`)
  await loadWorld(pool, plan, Date.now())
  const loaded = performance.now()
  say(`loaded in ${seconds(start)} s; building the index …`)
  const app = createApp(readConfig({ NANIWA_LOG_LEVEL: 'warn' }), openDatabase(pool))
  let said = 0
  await build(app, (done) => {
    if (done - said < SAY) return
    said = done
    say(`${done} messages indexed in ${seconds(loaded)} s`)
  })
  const index = seconds(loaded)
  await pool.query('vacuum analyze')
  await pool.query('insert into bench_world values ($1)', [world])
  return { load: Math.round((loaded - start) / 1_000), index }
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 1_000)
}

async function sizes(pool: pg.Pool): Promise<Pick<Built, 'messages' | 'segments' | 'grams' | 'ends'>> {
  const { rows } = await pool.query(
    `select pg_table_size('message') / 1000000 as messages, pg_table_size('search_segment') / 1000000 as segments,
       pg_table_size('search_segment_grams') / 1000000 as grams, pg_table_size('search_end') / 1000000 as ends`,
  )
  return rows[0]
}

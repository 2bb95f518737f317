import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Answers, CompactQuestion, Day, Files, People, Question, Report, ReportQuestion } from './questions.ts'

/*
 * A process of its own for one question about the access log: the question comes in, the answer goes out. It reads and writes
 * in the directories of the files it is told of and nowhere else, and loads nothing from the network.
 */

const BOUNDS = { threads: '1', memory_limit: '512MB' }
/** Calls with which a message is written. */
const SENDS = "('messages.send', 'files.complete')"
/** Outcomes that are nobody's fault but ours. */
const FAILURES = "('internal', 'unavailable', 'overloaded')"
const MOST_NAMED = 20

const RAW = `read_ndjson($raw, format = 'newline_delimited', ignore_errors = true, columns = {
  time: 'BIGINT', accountId: 'BIGINT', program: 'VARCHAR', endpoint: 'VARCHAR', outcome: 'VARCHAR', ms: 'DOUBLE'
})`
const LINES = `
  select l.time as time_ms, p.organization_id, l.accountId as account_id, l.program, l.endpoint, l.outcome, l.ms
  from ${RAW} l left join person p on p.account_id = l.accountId where l.time is not null`

async function open(question: Question): Promise<DuckDBConnection> {
  const db = await (await DuckDBInstance.create(':memory:', BOUNDS)).connect()
  const made = question.kind === 'compact' ? question.made.map(({ into }) => into) : []
  const paths = [...question.raw, ...question.parquet, ...made]
  const directories = [...new Set(paths.map(dirname))]
  await db.run('set autoinstall_known_extensions = false; set autoload_known_extensions = false')
  await db.run(
    `set allowed_directories = ${list(directories)}; set enable_external_access = false; set lock_configuration = true`,
  )
  await db.run('create table person (account_id bigint, organization_id bigint)')
  return db
}

/** File names are ours, and quoted all the same. */
function list(texts: readonly string[]): string {
  return `[${texts.map((one) => `'${one.replaceAll("'", "''")}'`).join()}]`
}

function reading(sql: string, { raw }: Pick<Question, 'raw'>): string {
  return sql.replace('$raw', () => list(raw))
}

async function rows<T>(db: DuckDBConnection, sql: string): Promise<T[]> {
  return (await db.runAndReadAll(sql)).getRowObjectsJS() as T[]
}

/** What all of these hold. */
function linesIn(files: Files): string {
  const sources = [
    ...(files.parquet.length > 0 ? [`select * from read_parquet(${list(files.parquet)})`] : []),
    ...(files.raw.length > 0 ? [reading(LINES, files)] : []),
  ]
  if (sources.length === 0)
    sources.push(`select * from (select null::bigint as time_ms, null::bigint as organization_id, null::bigint as account_id,
    null::varchar as program, null::varchar as endpoint, null::varchar as outcome, null::double as ms) where false`)
  return `select * from (${sources.join(' union all by name ')})`
}

async function compact(db: DuckDBConnection, { made }: CompactQuestion): Promise<null> {
  for (const { into, ...files } of made) {
    await db.run(`
      copy (${linesIn(files)} order by organization_id, time_ms) to '${into.replaceAll("'", "''")}'
      (format parquet, compression zstd, row_group_size 20000)`)
  }
  return null
}

async function report(db: DuckDBConnection, question: ReportQuestion): Promise<Report> {
  const { organizationId, zone, before, first } = question
  const quoted = `'${zone.replaceAll("'", "''")}'`
  await db.run(`
    create table access as
    select *, timezone(${quoted}, to_timestamp(time_ms / 1000.0)) as local, outcome in ${FAILURES} as failed,
      endpoint in ${SENDS} and outcome = 'done' as sent
    from (${linesIn(question)})
    where ${organizationId === null ? 'true' : `organization_id = ${Number(organizationId)}`}
      and timezone(${quoted}, to_timestamp(time_ms / 1000.0)) >= date '${before}'`)
  await db.run(`create view told as select * from access where local >= date '${first}'`)
  const [latency] = await rows<Report['latency']>(
    db,
    `
    select quantile_cont(ms, 0.5) as p50, quantile_cont(ms, 0.95) as p95, quantile_cont(ms, 0.99) as p99 from told`,
  )
  const [until] = await rows<{ time: number | null }>(db, 'select max(time_ms)::double as time from access')
  return {
    until: until?.time ?? null,
    days: await days(db),
    hours: await hours(db),
    latency: latency as Report['latency'],
    programs: await rows(
      db,
      `
      select program as name, count(*)::int as calls, count(*) filter (outcome <> 'done')::int as refused from told
      where program is not null group by 1 order by 2 desc, 1 limit ${MOST_NAMED}`,
    ),
    endpoints: await rows(
      db,
      `
      select endpoint as name, count(*)::int as calls, quantile_cont(ms, 0.95) as p95 from told
      group by 1 order by 2 desc, 1 limit ${MOST_NAMED}`,
    ),
    errors: await rows(
      db,
      `
      select outcome as code, count(*)::int as count from told where outcome <> 'done' group by 1 order by 2 desc, 1 limit ${MOST_NAMED}`,
    ),
  }
}

function days(db: DuckDBConnection): Promise<Day[]> {
  return rows(
    db,
    `
    select strftime(local, '%Y-%m-%d') as day, count(distinct account_id) filter (program is null)::int as active,
      count(distinct account_id) filter (sent and program is null)::int as posting, count(*) filter (sent)::int as messages,
      count(*)::int as calls, count(*) filter (failed)::int as failures
    from access group by 1 order by 1`,
  )
}

async function hours(db: DuckDBConnection): Promise<number[]> {
  const found = await rows<{ place: number; count: number }>(
    db,
    `
    select ((isodow(local) - 1) * 24 + hour(local))::int as place, count(*)::int as count from told where sent group by 1`,
  )
  const figures: number[] = Array.from({ length: 7 * 24 }, () => 0)
  for (const { place, count } of found) figures[place] = count
  return figures
}

async function accountsIn(db: DuckDBConnection, question: Question): Promise<number[]> {
  if (question.raw.length === 0) return []
  const sql = `select distinct accountId::double as id from ${RAW} where accountId is not null`
  return (await rows<{ id: number }>(db, reading(sql, question))).map(({ id }) => id)
}

async function know(db: DuckDBConnection, people: People): Promise<void> {
  if (people.length === 0) return
  const pairs = people.map(([accountId, organizationId]) => `(${Number(accountId)}, ${Number(organizationId)})`)
  await db.run(`insert into person values ${pairs.join()}`)
}

function answer(db: DuckDBConnection, question: Question): Promise<Answers[Question['kind']]> {
  return question.kind === 'compact' ? compact(db, question) : report(db, question)
}

function say(value: unknown): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(value)}\n`, () => resolve()))
}

try {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  const hear = async () => JSON.parse((await lines.next()).value as string)
  const question = (await hear()) as Question
  const db = await open(question)
  await say(await accountsIn(db, question))
  await know(db, (await hear()) as People)
  await say(await answer(db, question))
  process.exit(0)
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error), () => process.exit(1))
}

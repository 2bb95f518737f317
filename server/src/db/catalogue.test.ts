import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GROUPS, keyOf, LOOK_UPS, REFERENCES } from '../testing/shards.ts'
import { type TestDatabase, testDatabase } from '../testing/world.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

async function query<T>(text: string): Promise<T[]> {
  return (await sql.raw<T>(text).execute(database.db)).rows
}

interface Constraint {
  table: string
  name: string
  columns: string[]
  refers: string | null
  referred: string[] | null
}

test('every table has its place in a group', async () => {
  const tables = await query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const known = [...GROUPS.room.tables, ...GROUPS.account.tables, ...REFERENCES, ...LOOK_UPS]
  expect(tables.map(({ name }) => name)).toEqual(known.sort())
})

test('every primary key and unique index contains the key of its group', async () => {
  const indexes = await query<Constraint>(`
    select t.relname as table, i.relname as name, null as refers, null as referred,
      array(select attname::text from pg_attribute where attrelid = t.oid and attnum = any(x.indkey) order by 1) as columns
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = 'public' and (x.indisunique or x.indisexclusion)
  `)
  expect(indexes.length).toBeGreaterThan(20)
  const wrong = indexes.filter(({ table, columns }) => {
    const key = keyOf(table)
    return key !== undefined && !columns.includes(key)
  })
  expect(wrong).toEqual([])
  const lookUps = indexes.filter(({ table }) => LOOK_UPS.includes(table))
  expect(lookUps.map(({ table }) => table).sort()).toEqual([...LOOK_UPS].sort())
})

test('every foreign key stays within its group by the group’s key, or leads to a small table', async () => {
  const constraints = await query<Constraint>(`
    select t.relname as table, c.conname as name, r.relname as refers,
      array(select attname::text from pg_attribute where attrelid = t.oid and attnum = any(c.conkey)) as columns,
      array(select attname::text from pg_attribute where attrelid = r.oid and attnum = any(c.confkey)) as referred
    from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class r on r.oid = c.confrelid
    join pg_namespace n on n.oid = t.relnamespace where c.contype = 'f' and n.nspname = 'public'
  `)
  expect(constraints.length).toBeGreaterThan(5)
  const wrong = constraints.filter(({ table, columns, refers, referred }) => {
    if (REFERENCES.includes(refers ?? '')) return false
    const [here, there] = [keyOf(table), keyOf(refers ?? '')]
    const sameGroup = Object.values(GROUPS).some(({ tables }) => {
      const names: readonly string[] = tables
      return names.includes(table) && names.includes(refers ?? '')
    })
    return !(sameGroup && here && there && columns.includes(here) && referred?.includes(there))
  })
  expect(wrong).toEqual([])
})

test('no table has a trigger, a rule, a sequence or a generated identity', async () => {
  const triggers = await query(`
    select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and n.nspname = 'public'
  `)
  const rules = await query(`select rulename from pg_rules where schemaname = 'public'`)
  const sequences = await query(`select sequencename from pg_sequences where schemaname = 'public'`)
  const identities = await query(
    `select table_name from information_schema.columns where table_schema = 'public' and is_identity = 'YES'`,
  )
  expect([triggers, rules, sequences, identities]).toEqual([[], [], [], []])
})

test('every table of a room carries the room’s id and the room’s clock', async () => {
  const columns = await query<{ table: string; names: string[] }>(`
    select table_name as table, array_agg(column_name::text) as names from information_schema.columns
    where table_schema = 'public' group by 1
  `)
  const lacking = columns.filter(({ table, names }) => {
    const isOfRoom = names.includes('room_id') && keyOf(table) !== GROUPS.account.key && !LOOK_UPS.includes(table)
    const listed = (GROUPS.room.tables as readonly string[]).includes(table)
    return (isOfRoom || listed) && !(names.includes('tick') && (names.includes('room_id') || table === 'room'))
  })
  expect(lacking).toEqual([])
})

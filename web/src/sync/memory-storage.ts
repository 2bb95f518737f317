import { type Storage, type Table, tables, type Write } from './ports.ts'

/** For tests, and for browsers that forbid keeping anything: all is forgotten with the page. */
export function memoryStorage(): Storage {
  const rows = new Map<Table, Map<string | number, unknown>>(tables.map((table) => [table, new Map()]))
  const of = (table: Table) => rows.get(table) ?? new Map<string | number, unknown>()
  return {
    async all<T>(table: Table) {
      return structuredClone([...of(table).values()]) as T[]
    },
    async get<T>(table: Table, key: string | number) {
      return structuredClone(of(table).get(key)) as T | undefined
    },
    async write(writes: readonly Write[]) {
      const copies = structuredClone(writes)
      for (const { table, key, value } of copies) {
        if (value === undefined) of(table).delete(key)
        else of(table).set(key, value)
      }
    },
    async clear() {
      for (const table of rows.values()) table.clear()
    },
  }
}

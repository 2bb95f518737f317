import { deleteDB, type IDBPDatabase, openDB } from 'idb'
import { memoryStorage } from './memory-storage.ts'
import { type Storage, type Table, tables, type Write } from './ports.ts'

/** Raised when rows change their shape: what an older version kept is dropped, except what was typed. */
const VERSION = 2

function nameOf(accountId: number): string {
  return `naniwa-${accountId}`
}

/** Keeps an account's rows in IndexedDB; where that is forbidden or broken, in memory. */
export function indexedDbStorage(accountId: number): Storage {
  let opened: Promise<IDBPDatabase | null> | undefined
  const spare = memoryStorage()

  function open(): Promise<IDBPDatabase | null> {
    opened ??= openDB(nameOf(accountId), VERSION, {
      upgrade(db) {
        for (const table of tables) if (!db.objectStoreNames.contains(table)) db.createObjectStore(table)
      },
      // Another tab runs a newer version, or signs out: let go, so that it need not wait, and keep nothing more.
      blocking(_current, _blocked, event) {
        ;(event.target as IDBDatabase).close()
        opened = Promise.resolve(null)
      },
      terminated() {
        opened = undefined
      },
    }).catch(() => null)
    return opened
  }

  return {
    async all<T>(table: Table) {
      const db = await open()
      return db ? ((await db.getAll(table)) as T[]) : spare.all<T>(table)
    },
    async get<T>(table: Table, key: string | number) {
      const db = await open()
      return db ? ((await db.get(table, key)) as T | undefined) : spare.get<T>(table, key)
    },
    async write(writes: readonly Write[]) {
      const db = await open()
      if (!db) return spare.write(writes)
      const transaction = db.transaction([...new Set(writes.map(({ table }) => table))], 'readwrite')
      for (const { table, key, value } of writes) {
        const store = transaction.objectStore(table)
        // Not awaited: a transaction ends when nothing is asked of it, and it reports any failure itself.
        if (value === undefined) store.delete(key).catch(ignore)
        else store.put(value, key).catch(ignore)
      }
      // At once, not when its requests have been answered: a page that is closing does not live to see that.
      transaction.commit()
      await transaction.done
    },
    async clear() {
      await spare.clear()
      const db = await open()
      db?.close()
      opened = undefined
      await deleteDB(nameOf(accountId)).catch(ignore)
    },
  }
}

function ignore(): void {}

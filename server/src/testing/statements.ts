import pg from 'pg'

/** How often each prepared statement runs in this process until `stop` is called, by name. */
export function countPrepared(): { readonly counts: ReadonlyMap<string, number>; stop(): void } {
  const counts = new Map<string, number>()
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const { name } = (args[0] ?? {}) as { readonly name?: string }
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1)
    return Reflect.apply(query, this, args)
  } as typeof query
  return {
    counts,
    stop() {
      pg.Client.prototype.query = query
    },
  }
}

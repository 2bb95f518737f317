import pg from 'pg'

/**
 * The next commit of this process takes effect, but whoever waits for it is told only later. Resolves when it has taken
 * effect, with the function that lets its answer through. Reading at one moment ends with a commit, too.
 */
export function holdNextCommit(): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<() => void>()
  intercept('commit', async (run) => {
    const result = await run()
    await new Promise<void>((release) => resolve(release))
    return result
  })
  return promise
}

/** The next reading at one moment does not begin yet. Resolves when it wants to, with the function that lets it. */
export function holdNextSnapshot(): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<() => void>()
  intercept('start transaction isolation level repeatable read read only', async (run) => {
    await new Promise<void>((release) => resolve(release))
    return await run()
  })
  return promise
}

/** Once, for the next query that begins so. */
function intercept(text: string, around: (run: () => Promise<unknown>) => Promise<unknown>): void {
  const { query } = pg.Client.prototype
  const intercepting = function (this: pg.Client, ...args: unknown[]): unknown {
    const run = () => Reflect.apply(query, this, args) as unknown as Promise<unknown>
    if (!String(args[0]).startsWith(text)) return run()
    pg.Client.prototype.query = query
    return around(run)
  }
  pg.Client.prototype.query = intercepting as typeof query
}

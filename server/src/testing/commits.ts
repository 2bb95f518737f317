import pg from 'pg'

/**
 * The next commit of this process takes effect, but whoever waits for it is told only later. Resolves when it has taken
 * effect, with the function that lets its answer through.
 */
export function holdNextCommit(): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<() => void>()
  const { query } = pg.Client.prototype
  const holding = function (this: pg.Client, ...args: unknown[]): unknown {
    const answer: unknown = Reflect.apply(query, this, args)
    if (args[0] !== 'commit') return answer
    pg.Client.prototype.query = query
    return (answer as Promise<unknown>).then(async (result) => {
      await new Promise<void>((release) => resolve(release))
      return result
    })
  }
  pg.Client.prototype.query = holding as typeof query
  return promise
}

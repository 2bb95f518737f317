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

/** The next commit of this process does not begin yet: what it has locked stays so. Resolves as `holdNext` does. */
export function holdBeforeCommit(): Promise<() => void> {
  return holdBeginning('commit')
}

/** The next statement prepared under this name does not begin yet. Resolves when it wants to, with the function that lets it. */
export function holdNext(prepared: string): Promise<() => void> {
  return holdBeginning(`/* prepared ${prepared} */`)
}

function holdBeginning(text: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<() => void>()
  intercept(text, async (run) => {
    await new Promise<void>((release) => resolve(release))
    return await run()
  })
  return promise
}

interface Interception {
  readonly text: string
  readonly around: (run: () => Promise<unknown>) => Promise<unknown>
}

const interceptions: Interception[] = []
const { query: original } = pg.Client.prototype

/** Once, for the next query that begins so and that nobody before wanted. */
function intercept(text: string, around: Interception['around']): void {
  interceptions.push({ text, around })
  pg.Client.prototype.query = query as typeof original
}

function query(this: pg.Client, ...args: unknown[]): unknown {
  const run = () => Reflect.apply(original, this, args) as unknown as Promise<unknown>
  const [first] = args as [string | { readonly text: string }]
  const asked = typeof first === 'string' ? first : first.text
  const at = interceptions.findIndex(({ text }) => asked.startsWith(text))
  if (at < 0) return run()
  const [interception] = interceptions.splice(at, 1)
  if (interceptions.length === 0) pg.Client.prototype.query = original
  return interception?.around(run)
}

import type { Provider } from 'oidc-provider'
import type { Config } from '../config.ts'
import type { Database } from '../db/pool.ts'

/** Made when it is first asked for; again after a failure. A server that nobody asks does not load what it is made of, a tenth of all modules. */
export function lazyProvider(db: Database, config: Config): () => Promise<Provider> {
  let known: Promise<Provider> | undefined
  return () => {
    known ??= begin(db, config).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
}

async function begin(db: Database, config: Config): Promise<Provider> {
  const { createProvider } = await import('./provider.ts')
  return await createProvider(db, config)
}

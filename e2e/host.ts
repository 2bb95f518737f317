import { type Environment, readConfig } from '../server/src/config.ts'
import { serve } from '../server/src/serve.ts'

/*
 * A process in which one server runs after the other, each just as `naniwa serve` runs it: an environment starts one, and `stop` stops
 * it as a signal would.
 */

let stop = (): void => {}

process.on('message', async (asked: Environment | 'stop') => {
  if (asked === 'stop') return stop()
  const { promise, resolve } = Promise.withResolvers<void>()
  stop = resolve
  // Libraries read it by themselves.
  process.env = { ...asked }
  await serve(readConfig(asked), { asked: promise, graceful() {} })
  process.send?.('stopped')
})
process.on('disconnect', () => process.exit())

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { receiver } from '../../server/src/testing/receiver.ts'

/** A webhook's receiver in a process of its own, so that it answers however busy the clients are. */
export interface Hook {
  readonly url: string
  /** The messages it was told of, as often as it was told. */
  told(): Promise<string[]>
  close(): void
}

export async function openHook(): Promise<Hook> {
  const child = fork(import.meta.filename, ['receive'], { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const [url] = await once(child, 'message')
  return {
    url: String(url),
    async told() {
      const answered = once(child, 'message')
      child.send('tell')
      return (await answered)[0] as string[]
    },
    close: () => void child.kill(),
  }
}

if (process.argv[2] === 'receive' && process.send) {
  const { url, received } = await receiver()
  process.on('message', () => process.send?.(received.map(({ body }) => JSON.parse(body).webhook_event.message_id)))
  process.on('disconnect', () => process.exit())
  process.send(url)
}

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { openMailbox, type ReceivedMail } from '../../server/src/testing/mailbox.ts'
import { receiver } from '../../server/src/testing/receiver.ts'

/** What arrived outside, as often as it arrived. */
export interface Arrived {
  /** The messages that the webhook's receiver was told of. */
  readonly told: readonly string[]
  readonly mails: readonly ReceivedMail[]
}

/** Whom the product calls: a webhook's receiver and a mail server, in a process of their own, so that they answer however busy the clients are. */
export interface Outside {
  readonly hook: string
  readonly smtp: string
  arrived(): Promise<Arrived>
  close(): void
}

export async function openOutside(): Promise<Outside> {
  const child = fork(import.meta.filename, ['receive'], { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const [{ hook, smtp }] = (await once(child, 'message')) as [Pick<Outside, 'hook' | 'smtp'>]
  return {
    hook,
    smtp,
    async arrived() {
      const answered = once(child, 'message')
      child.send('tell')
      return (await answered)[0] as Arrived
    },
    close: () => void child.kill(),
  }
}

if (process.argv[2] === 'receive' && process.send) {
  const [{ url: hook, received }, mailbox] = [await receiver(), await openMailbox()]
  process.on('message', () =>
    process.send?.({
      told: received.map(({ body }) => JSON.parse(body).webhook_event.message_id),
      mails: mailbox.received,
    } satisfies Arrived),
  )
  process.on('disconnect', () => process.exit())
  process.send({ hook, smtp: mailbox.url })
}

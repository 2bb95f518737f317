import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  readonly to: string
  /** Its headers and what it says, decoded. */
  readonly text: string
}

/** A mail server of somebody else's on this machine. */
export interface Mailbox {
  readonly url: string
  /** In the order they came. */
  readonly received: ReceivedMail[]
  close(): Promise<void>
}

/** @param refusal what every recipient is refused with. */
export async function openMailbox(refusal?: string): Promise<Mailbox> {
  const received: ReceivedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, done) => done(refusal ? new Error(refusal) : null),
    onData(stream, { envelope }, done) {
      void text(stream).then((raw) => {
        received.push({ to: envelope.rcptTo.map(({ address }) => address).join(), text: readable(raw) })
        done()
      }, done)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Headers and body decoded; good for what Naniwa sends. */
function readable(raw: string): string {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const subject = head
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, data) => Buffer.from(data, 'base64').toString())
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/g, (_, data) => quoted(data.replaceAll('_', ' ')))
  const text = body.join('\r\n\r\n')
  return `${subject}\n\n${/base64/i.test(head) ? Buffer.from(text, 'base64') : quoted(text.replace(/=\r\n/g, ''))}`
}

function quoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

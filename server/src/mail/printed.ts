import type { Outgoing } from '../lib/outgoing.ts'
import { printable } from '../lib/printable.ts'

const RULE = '─'.repeat(72)

/**
 * For a server without SMTP: prints each mail for whoever watches the log.
 *
 * @param print takes a block of several lines.
 */
export function printedMail(print: (block: string) => void): Outgoing {
  return {
    async send({ to, subject, text }) {
      print(`${RULE}\nTo: ${printable(to)}\nSubject: ${printable(subject)}\n\n${printable(text).trimEnd()}\n${RULE}`)
    },
  }
}

import type { Outgoing } from '../lib/outgoing.ts'

const RULE = '─'.repeat(72)

/**
 * For a server without SMTP: prints each mail for whoever watches the log.
 *
 * @param print takes a block of several lines.
 */
export function printedMail(print: (block: string) => void): Outgoing {
  return {
    async send({ to, subject, text }) {
      print(`${RULE}\nTo: ${visible(to)}\nSubject: ${visible(subject)}\n\n${visible(text).trimEnd()}\n${RULE}`)
    },
  }
}

/** Names in a mail must not steer the terminal. */
function visible(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, '\u{fffd}')
}

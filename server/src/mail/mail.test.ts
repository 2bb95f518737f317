import { afterEach, describe, expect, test } from 'vitest'
import type { Mail, Outgoing } from '../lib/outgoing.ts'
import { openMailbox } from '../testing/mailbox.ts'
import { printedMail } from './printed.ts'
import { smtpMail } from './smtp.ts'
import { textsIn } from './texts.ts'

const mail: Mail = {
  to: 'fumi@example.com',
  subject: '山本 彩さんから「みなも製菓」への招待',
  text: '次のリンクを開いてください。\n\nhttps://chat.example.com/join#abc_-9\n\n-- \nNaniwa\n',
}

const closings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closings.splice(0)) await close()
})

/** A transport and what arrived through it, as plain text. */
type Transport = () => Promise<{ outgoing: Outgoing; arrived: () => string }>

async function smtp(refusal?: string): Promise<{ outgoing: Outgoing; arrived: () => string }> {
  const mailbox = await openMailbox(refusal)
  closings.push(mailbox.close)
  return {
    outgoing: smtpMail(mailbox.url, 'Naniwa <naniwa@example.com>'),
    arrived: () => mailbox.received.map(({ to, text }) => `RCPT ${to}\n${text}`).join('\n'),
  }
}

const printed: Transport = async () => {
  const blocks: string[] = []
  return { outgoing: printedMail((block) => blocks.push(block)), arrived: () => blocks.join('\n') }
}

describe.each<[string, Transport]>([
  ['by SMTP', () => smtp()],
  ['printed', printed],
])('a mail sent %s', (_, open) => {
  test('arrives with its address, its Japanese and its whole link', async () => {
    const { outgoing, arrived } = await open()
    await outgoing.send(mail)
    const text = arrived().replaceAll('\r\n', '\n')
    for (const part of [mail.to, mail.subject, mail.text.trimEnd()]) expect(text).toContain(part)
  })
})

test('a mail the server does not take is an error, so that it is tried again', async () => {
  const { outgoing } = await smtp('no such mailbox')
  await expect(outgoing.send(mail)).rejects.toThrow(/no such mailbox/)
})

test('an address that looks like several is one recipient', async () => {
  const { outgoing, arrived } = await smtp()
  await outgoing.send({ ...mail, to: 'a@example.com' })
  expect(arrived()).toContain('RCPT a@example.com\n')
  await expect(outgoing.send({ ...mail, to: 'a@example.com, b@example.com' })).rejects.toThrow()
})

test('a sign-up mail says that a program sent it, so that absence notices stay away', async () => {
  const { outgoing, arrived } = await smtp()
  await outgoing.send(mail)
  expect(arrived()).toContain('Auto-Submitted: auto-generated')
  expect(arrived()).toContain('From: Naniwa <naniwa@example.com>')
})

test('a mail that one can do without says how one ends it, to mail programs', async () => {
  const { outgoing, arrived } = await smtp()
  await outgoing.send({ ...mail, unsubscribe: 'https://chat.example.com/mail/off/1.x' })
  expect(arrived()).toContain('List-Unsubscribe: <https://chat.example.com/mail/off/1.x>\r\n')
  expect(arrived()).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
})

test('names in a printed mail do not steer the terminal', async () => {
  const blocks: string[] = []
  await printedMail((block) => blocks.push(block)).send({ ...mail, subject: '\u001b[2Jgone', text: 'a\u009b31mb\r\nc' })
  expect(blocks[0]).toContain('\u{fffd}[2Jgone')
  expect(blocks[0]).toContain('a\u{fffd}31mb\u{fffd}\nc')
})

test.each(['ja', 'en'] as const)(
  'every mail about an account in %s has a subject, its link on a line of its own, if it has one, and the server’s address',
  (language) => {
    const texts = textsIn(language, 'https://chat.example.com')
    const about = { url: 'https://chat.example.com/x#y', organizationName: 'みなも製菓', invitedBy: 'Aiko' }
    for (const { subject, text } of [
      texts.confirm(about),
      texts.known(about),
      texts.invited(about),
      texts.invitedKnown(about),
      texts.reset(about),
      texts.passwordChanged(about),
      texts.address(about),
      texts.addressKnown(about),
      texts.addressAsked(about),
      texts.addressChanged(about),
    ]) {
      expect(text.split('\n')).toContain(about.url)
      expectWell(subject, text)
    }
    for (const closed of ['account', 'organization'] as const) {
      const { subject, text } = texts.accountClosed({ organizationName: about.organizationName, closed })
      expectWell(subject, text)
    }

    function expectWell(subject: string, text: string) {
      expect(subject).toMatch(/^[^\n]{5,}$/)
      expect(text.endsWith('\n-- \nNaniwa\nhttps://chat.example.com\n')).toBe(true)
      expect(text).not.toMatch(/[！!]|undefined|お客様|することができ/)
    }
  },
)

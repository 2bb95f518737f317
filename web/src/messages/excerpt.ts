import { type Message, plainText } from '@naniwa/contract'
import { useClient } from '../live/client.ts'
import { useText } from '../text/text.ts'
import { tellerOf, useAdditions } from './additions.ts'
import { readLetter } from './composer/letter.ts'
import { unmarked } from './marked.ts'
import { sentenceOf, systemEvent } from './system.ts'

/** Longest stretch of a body that is looked at for one line. */
const LOOKED_AT = 600
const LONGEST = 200

/** A body as one line of plain words, with names as they are now. */
export function usePlainText(roomId: number): (body: string) => string {
  const client = useClient()
  return (body) => {
    const name = (accountId: number) => client.people.get(accountId, roomId)?.name
    return plainText(body.slice(0, LOOKED_AT), { name, quoteLength: 0 }).slice(0, LONGEST)
  }
}

/**
 * A message as one line. `list`: with those it addresses, for lists; `words`: without, where they are shown already.
 */
export function useExcerpt(kind: 'list' | 'words' = 'list'): (message: Message) => string {
  const client = useClient()
  const all = useText()
  const { messages: text } = all
  const additions = useAdditions()
  return (message) => {
    if (message.deleted) return text.deletedExcerpt
    const name = (accountId: number) => client.people.get(accountId, message.roomId)?.name
    const called = (accountId: number) => text.honorific(name(accountId) ?? text.someone)
    if (message.kind === 'system') {
      const told = tellerOf(additions, message, called, all)
      return unmarked(told?.sentence ?? sentenceOf(systemEvent(message), called, all))
    }
    const { recipients, words } = readLetter(message.body.slice(0, LOOKED_AT))
    const plain = plainText(words, { name, quoteLength: 0 }).slice(0, LONGEST)
    if (kind === 'words' || recipients.length === 0) return plain
    const to = recipients.map((one) => `To ${one.kind === 'all' ? text.toAll : called(one.accountId)}`)
    return `${to.join(' ')} ${plain}`
  }
}

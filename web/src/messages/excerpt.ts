import { type Message, plainText } from '@naniwa/contract'
import { useClient } from '../live/client.ts'
import { useText } from '../text/text.ts'
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

/** A message as one line: `words` without those it addresses, where they are shown already. */
export function useExcerpt(kind: 'all' | 'words' = 'all'): (message: Message) => string {
  const client = useClient()
  const text = useText()
  return (message) => {
    if (message.deleted) return text.messages.deletedExcerpt
    const name = (accountId: number) => client.people.get(accountId, message.roomId)?.name
    if (message.kind === 'system') {
      const called = (accountId: number) => text.messages.honorific(name(accountId) ?? text.messages.someone)
      return unmarked(sentenceOf(systemEvent(message), called, text))
    }
    const body = message.body.slice(0, LOOKED_AT)
    return plainText(kind === 'words' ? readLetter(body).words : body, { name, quoteLength: 0 }).slice(0, LONGEST)
  }
}

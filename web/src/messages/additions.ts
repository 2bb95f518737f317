import type { Message } from '@naniwa/contract'
import { type ComponentType, createContext, useContext } from 'react'
import type { Text } from '../text/ja.ts'
import type { LucideIcon } from '../ui/Icon.tsx'

/** What other features make of messages. The app puts them together; nothing in this folder knows any of them. */
export interface Additions {
  /** System messages of their own. */
  readonly tellers: readonly Teller[]
  /** Drawn below what a message says. */
  readonly below: readonly ComponentType<{ message: Message }>[]
  /** What can be begun beside the box of a room. */
  readonly beside: readonly Beside[]
}

export interface Beside {
  readonly name: string
  readonly Button: ComponentType<{ roomId: number }>
  /** The same as an item of a menu, on a phone. */
  readonly Item: ComponentType<{ roomId: number }>
}

export interface Teller {
  /** The sentence of a system message, its names marked; null: it is none of this feature's. */
  sentence: (message: Message, name: (accountId: number) => string, text: Text) => string | null
  icon: LucideIcon
  /** Goes where what such a message tells of is seen, when what is marked last in it is pressed. */
  useOpen: () => (message: Message) => void
}

/** Something that can be done with a message, besides what messages do themselves. */
export interface Deed {
  readonly icon: LucideIcon
  readonly label: string
  /** A letter that does it with the message that has focus. */
  readonly key: string
  readonly run: (message: Message) => void
}

export const noAdditions: Additions = { tellers: [], below: [], beside: [] }

export const AdditionsContext = createContext<Additions>(noAdditions)

export function useAdditions(): Additions {
  return useContext(AdditionsContext)
}

/** Who of them tells of a system message. */
export function tellerOf(
  { tellers }: Additions,
  message: Message,
  name: (accountId: number) => string,
  text: Text,
): { teller: Teller; sentence: string } | null {
  for (const teller of tellers) {
    const sentence = teller.sentence(message, name, text)
    if (sentence !== null) return { teller, sentence }
  }
  return null
}

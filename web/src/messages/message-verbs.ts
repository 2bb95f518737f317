import { api, bookmarkKey, type Message } from '@naniwa/contract'
import { Bookmark, Check } from 'lucide-react'
import { useMemo } from 'react'
import { useDo } from '../live/action.ts'
import { useClient, useTopic } from '../live/client.ts'
import { currentText } from '../text/text.ts'
import { copyText } from '../ui/copy.ts'
import { useToast } from '../ui/Toast.tsx'
import { noteEmoji } from './recent-emoji.ts'

export interface MessageVerbs {
  react: (message: Message, emoji: string, on: boolean) => void
  setBookmark: (message: Pick<Message, 'roomId' | 'id'>, on: boolean) => void
  markUnread: (message: Message) => void
  remove: (message: Pick<Message, 'roomId' | 'id'>) => Promise<boolean>
  copyLink: (message: Message) => void
  copyBody: (message: Pick<Message, 'body'>) => void
}

/** What is done to a message with one press. */
export function useMessageVerbs(): MessageVerbs {
  const client = useClient()
  const attempt = useDo()
  const toast = useToast()
  return useMemo(() => {
    async function copy(words: string): Promise<void> {
      const { ui } = currentText()
      const isCopied = await copyText(words)
      toast(isCopied ? { text: ui.copied, icon: Check } : { text: ui.copyFailed })
    }
    async function setBookmark({ roomId, id }: Pick<Message, 'roomId' | 'id'>, on: boolean): Promise<void> {
      const { messages } = currentText()
      const call = client.call(on ? api.bookmarks.add : api.bookmarks.remove, { roomId, messageId: id })
      if (!(await attempt(call))) return
      toast({ text: on ? messages.bookmarked : messages.unbookmarked, icon: Bookmark })
    }
    async function markUnread({ roomId, number }: Message): Promise<void> {
      if (!(await attempt(client.reading.markUnread(roomId, number)))) return
      toast({ text: currentText().messages.markedUnread })
    }
    return {
      react(message, emoji, on) {
        if (on) noteEmoji(emoji)
        const { roomId, id } = message
        const work = () => client.call(api.messages.react, { roomId, id, emoji, on })
        void attempt(client.overlay.react(roomId, id, emoji, on, work))
      },
      setBookmark: (message, on) => void setBookmark(message, on),
      markUnread: (message) => void markUnread(message),
      remove: ({ roomId, id }) => attempt(client.call(api.messages.delete, { roomId, id })),
      // The field's own form of such a link: it is told apart in a text, here and by other clients.
      copyLink: ({ roomId, id }) => void copy(`${location.origin}/#!rid${roomId}-${id}`),
      copyBody: ({ body }) => void copy(body),
    }
  }, [client, attempt, toast])
}

export function useIsBookmarked({ roomId, id }: Pick<Message, 'roomId' | 'id'>): boolean {
  return useTopic('bookmarks', (client) => client.engine.replica.bookmarks.has(bookmarkKey({ roomId, messageId: id })))
}

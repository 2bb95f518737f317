import { defaultSettings, type Message, quietUntil, type Settings, type Task } from '@naniwa/contract'
import { useEffect, useRef } from 'react'
import { useClient, useTotals } from '../live/client.ts'
import { useExcerpt } from '../messages/excerpt.ts'
import { roomName } from '../rooms/names.ts'
import type { Client } from '../sync/client.ts'
import { imageUrl } from '../sync/upload.ts'
import { useDueWords, usePlainTitle } from '../tasks/words.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { isSeen, keepTelling, whenSpeaking } from './here.ts'
import { keepPresent } from './presence.ts'
import { renewPush } from './push.ts'
import { browserScreen, followClicks, permission } from './screen.ts'
import { Teller, type Words } from './teller.ts'
import { useWishes, wishesOf } from './wishes.ts'

/** Pop-ups, their sound and the badge of whoever is signed in, on every page. Draws nothing. */
export function Notifications({ roomId }: { roomId: number | null }) {
  useBadge()
  useTelling(roomId)
  usePush()
  useEffect(followClicks, [])
  return null
}

/** What is addressed to the reader, on the icon of the installed program. */
function useBadge(): void {
  const { toMe } = useTotals()
  useEffect(() => {
    // Not every browser has it; those that have may refuse.
    navigator.setAppBadge?.(toMe).catch(() => {})
  }, [toMe])
  useEffect(() => () => void navigator.clearAppBadge?.().catch(() => {}), [])
}

/** What this device wishes holds for what is pushed to it as well. */
function usePush(): void {
  const client = useClient()
  const wishes = useWishes(client.accountId)
  useEffect(() => keepPresent(client), [client])
  useEffect(() => void renewPush(client, wishes).catch(() => {}), [client, wishes])
}

/** One tab of the browser tells, and knows of all of them where the reader is. */
function useTelling(roomId: number | null): void {
  const client = useClient()
  const words = useWords()
  const latest = useRef({ roomId, words })
  latest.current = { roomId, words }
  const here = useRef<ReturnType<typeof keepTelling>>(null)
  useEffect(() => {
    if (permission() === 'unable') return
    const { accountId } = client
    const its: Words = {
      message: (...of) => latest.current.words.message(...of),
      count: (...of) => latest.current.words.count(...of),
      request: () => latest.current.words.request(),
      reminder: (task) => latest.current.words.reminder(task),
    }
    // Whoever opens the program sees for themselves what an earlier visit has left on the screen.
    browserScreen.clear()
    const telling = keepTelling(accountId)
    telling.lookAt(latest.current.roomId)
    here.current = telling
    const over = whenSpeaking(accountId, () => {
      const teller = new Teller(client, {
        screen: browserScreen,
        words: its,
        wishes: () => wishesOf(accountId),
        quietUntil: () => quietUntil(settingsOf(client), client.engine.ports.clock.now()),
        tellsDirect: () => settingsOf(client).quietButDirect,
        isSeen: (roomId) => isSeen(accountId, roomId),
      })
      return () => teller.stop()
    })
    return () => {
      telling.stop()
      over()
    }
  }, [client])
  useEffect(() => here.current?.lookAt(roomId), [roomId])
}

/** Before they are read, as one who never touched them has them. */
function settingsOf({ engine }: Client): Settings {
  return { ...defaultSettings, ...engine.replica.me?.settings }
}

function useWords(): Words {
  const client = useClient()
  const text = useText()
  const format = useFormat()
  const excerpt = useExcerpt('words')
  const titleOf = usePlainTitle()
  const dueWords = useDueWords()
  const { notices } = text
  return {
    message(message: Message, count: number) {
      const person = client.people.get(message.accountId, message.roomId)
      const room = client.rooms.get(message.roomId)
      const name = room ? roomName(room, client.accountId, text) : ''
      const title = person && room?.type === 'group' ? notices.from(person.name, name) : name
      const words = excerpt(message)
      const body = count > 1 ? notices.several(format.count(count), words) : words
      return { title, body, ...(person?.avatar && { icon: imageUrl(person.avatar) }) }
    },
    count: (count) => ({ title: 'Naniwa', body: notices.count(format.count(count)) }),
    request: () => ({ title: 'Naniwa', body: notices.request }),
    reminder: (task: Task) => ({ title: titleOf(task), body: dueWords(task.due, 'full') }),
  }
}

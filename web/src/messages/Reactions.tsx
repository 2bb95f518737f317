import { can, type Message } from '@naniwa/contract'
import { SmilePlus } from 'lucide-react'
import { useClient, useTopic } from '../live/client.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import { useDesk } from './desk.ts'
import { setPanel } from './hot.ts'
import { useMessageVerbs } from './message-verbs.ts'

interface Shown {
  emoji: string
  accountIds: readonly number[]
}

export function Reactions({ message }: { message: Message }) {
  const { messages: text } = useText()
  const { me, room } = useDesk()
  const { roomId, id } = message
  const reacting = useTopic(`timeline:${roomId}`, ({ overlay }) => overlay.reactions.get(`${roomId}-${id}`))
  const shown = withMine(message.reactions, reacting, me.accountId)
  if (shown.length === 0) return null
  return (
    <div className="reacts">
      {shown.map((reaction) => (
        <Reaction key={reaction.emoji} message={message} reaction={reaction} />
      ))}
      {can.react(room) && (
        <button
          type="button"
          className="react add"
          aria-label={text.addReaction}
          onClick={() => setPanel(message.id, 'reactions')}
        >
          <Icon of={SmilePlus} size="xs" />
        </button>
      )}
    </div>
  )
}

/** With what was put on or taken off just now. */
function withMine(
  reactions: readonly Shown[],
  reacting: ReadonlyMap<string, boolean> | undefined,
  myId: number,
): readonly Shown[] {
  if (!reacting) return reactions
  const shown = new Map(reactions.map(({ emoji, accountIds }) => [emoji, accountIds]))
  for (const [emoji, on] of reacting) {
    const others = (shown.get(emoji) ?? []).filter((accountId) => accountId !== myId)
    shown.set(emoji, on ? [...others, myId] : others)
  }
  return [...shown].flatMap(([emoji, accountIds]) => (accountIds.length > 0 ? [{ emoji, accountIds }] : []))
}

const NAMES = 12

function Reaction({ message, reaction }: { message: Message; reaction: Shown }) {
  const { messages: text } = useText()
  const format = useFormat()
  const client = useClient()
  const { me, room } = useDesk()
  const { react } = useMessageVerbs()
  const { emoji, accountIds } = reaction
  const isMine = accountIds.includes(me.accountId)
  const name = (accountId: number) =>
    accountId === me.accountId ? text.you : (client.people.get(accountId, message.roomId)?.name ?? text.someone)
  const names = text.reactedBy(accountIds.slice(0, NAMES).map(name), Math.max(0, accountIds.length - NAMES))
  const called = text.reactionNames[emoji] ?? emoji
  return (
    <Tooltip text={names}>
      <button
        type="button"
        className="react"
        aria-pressed={isMine}
        aria-label={text.reactionOf(called, format.number(accountIds.length))}
        aria-disabled={!can.react(room) || undefined}
        onClick={() => can.react(room) && react(message, emoji, !isMine)}
      >
        <span className="e">{emoji}</span>
        {format.number(accountIds.length)}
      </button>
    </Tooltip>
  )
}

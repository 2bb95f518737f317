import { Check } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useClient, useTyping } from '../../live/client.ts'
import { shortName } from '../../rooms/names.ts'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Ring } from '../../ui/Ring.tsx'
import { useDesk } from '../desk.ts'
import type { Undoable } from './undo.ts'

export interface UnderLineProps {
  undo: Undoable | null
  onUndo: () => void
}

/** The line between log and box that is always there: who is typing on the left, the way back on the right. */
export function UnderLine({ undo, onUndo }: UnderLineProps) {
  return (
    <div className="under">
      <TypingNote />
      {undo && <UndoBar key={undo.id} undo={undo} onUndo={onUndo} />}
    </div>
  )
}

const NAMED = 3

function TypingNote() {
  const { messages: text } = useText()
  const client = useClient()
  const { room } = useDesk()
  const who = useTyping(room.id)
  if (who.length === 0) return null
  const names = who.slice(0, NAMED).flatMap((accountId) => client.people.get(accountId, room.id)?.name ?? [])
  if (names.length === 0) return null
  const called = names.map((name) => text.honorific(names.length > 1 ? shortName(name) : name))
  return (
    <>
      <span className="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span className="clip">{text.typing(called, Math.max(0, who.length - NAMED))}</span>
    </>
  )
}

function UndoBar({ undo, onUndo }: { undo: Undoable; onUndo: () => void }) {
  const { messages: text } = useText()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100)
    return () => clearInterval(timer)
  }, [])
  const part = Math.max(0, (undo.until - now) / (undo.until - undo.from))
  return (
    <div className="toast" role="status">
      <Icon of={Check} size="xs" />
      <span>{text.sent}</span>
      <button type="button" className="act" aria-keyshortcuts="Control+Z" onClick={onUndo}>
        {text.undo}
        <Ring part={part} />
      </button>
    </div>
  )
}

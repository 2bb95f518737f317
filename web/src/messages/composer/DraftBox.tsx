import { X } from 'lucide-react'
import { type ComponentProps, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { usePerson } from '../../live/client.ts'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useDesk } from '../desk.ts'
import type { Recipient } from './letter.ts'

export interface DraftBoxProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'ref' | 'value'> {
  box: RefObject<HTMLTextAreaElement | null>
  recipients: readonly Recipient[]
  onRemove: (recipient: Recipient) => void
  value: string
  onValue: (value: string) => void
}

/** Names wider than this part of the box stand on a line of their own. */
const WIDEST = 0.6

/**
 * A plain text area, because input methods, spelling, undo and screen readers are right in nothing else. The names before
 * the text lie over it, and its first line is indented by their width: it looks like one line and stays one text.
 */
export function DraftBox({ box, recipients, onRemove, value, onValue, ...rest }: DraftBoxProps) {
  const chips = useRef<HTMLSpanElement>(null)
  const [indent, setIndent] = useState<number | 'above'>(0)

  const measure = useCallback(() => {
    const width = chips.current?.offsetWidth ?? 0
    const room = box.current?.clientWidth ?? 1
    setIndent(width > room * WIDEST ? 'above' : width)
  }, [box])

  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the names change
  useLayoutEffect(() => {
    measure()
    if (!chips.current) return
    const observer = new ResizeObserver(measure)
    observer.observe(chips.current)
    if (box.current) observer.observe(box.current)
    return () => observer.disconnect()
  }, [recipients.length, measure, box])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft may come from elsewhere
  useLayoutEffect(() => grow(box.current), [box, value])

  return (
    <div className={indent === 'above' ? 'draftbox above' : 'draftbox'}>
      {recipients.length > 0 && (
        <span className="chips" ref={chips}>
          {recipients.map((recipient) => (
            <Chip
              key={recipient.kind === 'all' ? 'all' : recipient.accountId}
              recipient={recipient}
              onRemove={() => onRemove(recipient)}
            />
          ))}
        </span>
      )}
      <textarea
        {...rest}
        className="draft"
        ref={box}
        rows={1}
        value={value}
        style={{ textIndent: indent === 'above' || indent === 0 ? undefined : `${indent}px` }}
        onChange={(event) => onValue(event.target.value)}
      />
    </div>
  )
}

/** Where the browser cannot size a text area by its content. */
function grow(area: HTMLTextAreaElement | null): void {
  if (!area || CSS.supports('field-sizing', 'content')) return
  area.style.height = 'auto'
  area.style.height = `${area.scrollHeight}px`
}

function Chip({ recipient, onRemove }: { recipient: Recipient; onRemove: () => void }) {
  const { messages: text } = useText()
  const { room } = useDesk()
  const person = usePerson(recipient.kind === 'to' ? recipient.accountId : 0, room.id)
  const name =
    recipient.kind === 'all' ? text.everyone : person ? text.honorific(person.name) : (recipient.label ?? text.someone)
  return (
    <span className="toc">
      <b>To</b>
      {name}
      <button type="button" className="ib xs" aria-label={text.removeRecipient(name)} onClick={onRemove}>
        <Icon of={X} size="xs" />
      </button>
    </span>
  )
}

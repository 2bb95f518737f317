import { CHECKLIST_LIMIT } from '@naniwa/contract'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useConversion } from '../../messages/composer/send-keys.ts'
import { useText } from '../../text/text.ts'
import { Checkbox } from '../../ui/Choice.tsx'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'

export interface Item {
  id?: number
  text: string
  done: boolean
}

export interface ChecklistProps {
  items: readonly Item[]
  onCheck: (item: Item, isDone: boolean) => void
  onItems: (items: Item[]) => void
  look: 'editable' | 'still'
}

/** What belongs to a task, item by item. Enter in the last line adds one. */
export function Checklist({ items, onCheck, onItems, look }: ChecklistProps) {
  const { tasks: text } = useText()
  const isStill = look === 'still'
  return (
    <ul className="cks">
      {items.map((item, index) => (
        <li key={item.id ?? `new ${index}`} className={classes('ck', item.done && 'done')}>
          <Checkbox
            checked={item.done}
            disabled={isStill}
            label={item.text}
            onCheck={(isDone) => onCheck(item, isDone)}
          />
          <ItemText
            item={item}
            isStill={isStill}
            onText={(words) => onItems(items.map((one) => (one === item ? { ...one, text: words } : one)))}
          />
          {!isStill && (
            <IconButton
              icon={X}
              size="xs"
              label={text.removeItem(item.text)}
              onClick={() => onItems(items.filter((one) => one !== item))}
            />
          )}
        </li>
      ))}
      {!isStill && items.length < CHECKLIST_LIMIT && (
        <AddItem onAdd={(words) => onItems([...items, { text: words, done: false }])} />
      )}
    </ul>
  )
}

interface ItemTextProps {
  item: Item
  isStill: boolean
  onText: (text: string) => void
}

/** Read until it is pressed, then written. */
function ItemText({ item, isStill, onText }: ItemTextProps) {
  const { tasks: text } = useText()
  const { isConverting, onCompositionEnd } = useConversion()
  const [typed, setTyped] = useState<string | null>(null)

  function settle(words: string | null) {
    setTyped(null)
    const next = words?.trim()
    if (next && next !== item.text) onText(next)
  }

  if (isStill) return <span className="grow">{item.text}</span>
  if (typed === null) {
    return (
      <button type="button" className="grow words" onClick={() => setTyped(item.text)}>
        {item.text}
      </button>
    )
  }
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it was pressed to be written
      autoFocus
      className="bare grow"
      aria-label={text.itemText}
      maxLength={500}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => settle(typed)}
      onCompositionEnd={onCompositionEnd}
      onKeyDown={(event) => {
        if (isConverting(event)) return
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        settle(event.key === 'Enter' ? typed : null)
      }}
    />
  )
}

function AddItem({ onAdd }: { onAdd: (text: string) => void }) {
  const { tasks: text } = useText()
  const { isConverting, onCompositionEnd } = useConversion()
  const [typed, setTyped] = useState('')

  function add() {
    if (typed.trim() === '') return
    onAdd(typed.trim())
    setTyped('')
  }

  return (
    <li className="ck adds">
      <Icon of={Plus} size="xs" />
      <input
        className="bare grow"
        aria-label={text.addItem}
        placeholder={text.addItem}
        maxLength={500}
        enterKeyHint="done"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={add}
        onCompositionEnd={onCompositionEnd}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || isConverting(event)) return
          event.preventDefault()
          add()
        }}
      />
    </li>
  )
}

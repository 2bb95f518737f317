import { type KeyboardEvent, type ReactNode, useRef } from 'react'

export interface Tab<Value extends string> {
  value: Value
  text: ReactNode
  /** A figure after the text, with its own words for the ear. */
  count?: { text: string; tone?: 'quiet' | 'to' }
}

export interface TabsProps<Value extends string> {
  label: string
  value: Value
  onValue: (value: Value) => void
  tabs: readonly Tab<Value>[]
  /** Underlined, above a page; or round, above a list it filters. */
  look?: 'line' | 'round'
  /** The id of what the chosen tab shows. */
  panel?: string
}

/** One stop of the Tab key; arrows, Home and End go from tab to tab and choose at once. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, value, onValue, tabs, look = 'line', panel } = props
  const list = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent) {
    const at = tabs.findIndex((tab) => tab.value === value)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const index = (to + tabs.length) % tabs.length
    const next = tabs[index]
    if (next) onValue(next.value)
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[index]?.focus()
  }

  return (
    <div
      ref={list}
      className={look === 'line' ? 'tabs' : 'filters'}
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          aria-selected={tab.value === value}
          aria-controls={panel}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onValue(tab.value)}
        >
          {tab.text}
          {tab.count && <span className={tab.count.tone === 'to' ? 'num tonum' : 'num'}>{tab.count.text}</span>}
        </button>
      ))}
    </div>
  )
}

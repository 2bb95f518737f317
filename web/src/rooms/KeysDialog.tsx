import type { Settings } from '@naniwa/contract'
import { Fragment, useRef } from 'react'
import { useMe } from '../live/client.ts'
import type { Text } from '../text/ja.ts'
import { useText } from '../text/text.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import type { Shown } from './shown.ts'

type KeyName = keyof Text['dialogs']['keys']['names']

interface Shortcut {
  name: KeyName
  /** Any of these. One that is pressed in two steps holds a space: "G C". */
  keys: readonly string[]
}

const anywhere: readonly Shortcut[] = [
  { name: 'switcher', keys: ['Mod+K'] },
  { name: 'previousRoom', keys: ['Alt+Up', 'Alt+Down'] },
  { name: 'unreadRoom', keys: ['Alt+Shift+Up', 'Alt+Shift+Down'] },
  { name: 'nextRegion', keys: ['F6'] },
  { name: 'goChats', keys: ['G C'] },
  { name: 'goTasks', keys: ['G T'] },
  { name: 'goFiles', keys: ['G F'] },
  { name: 'goSaved', keys: ['G S'] },
  { name: 'goPeople', keys: ['G P'] },
  { name: 'close', keys: ['Esc'] },
  { name: 'keys', keys: ['Mod+/'] },
]

const lists: readonly Shortcut[] = [
  { name: 'move', keys: ['Up', 'Down', 'J', 'K'] },
  { name: 'reply', keys: ['R'] },
  { name: 'quote', keys: ['Q'] },
  { name: 'task', keys: ['T'] },
  { name: 'edit', keys: ['E'] },
  { name: 'unread', keys: ['U'] },
  { name: 'react', keys: ['+'] },
  { name: 'menu', keys: ['M'] },
  { name: 'markRead', keys: ['Esc'] },
]

function composer({ enterKey, undoSeconds }: Settings): Shortcut[] {
  return [
    { name: 'send', keys: enterKey === 'send' ? ['Enter', 'Mod+Enter'] : ['Mod+Enter'] },
    { name: 'lineBreak', keys: enterKey === 'send' ? ['Shift+Enter'] : ['Enter'] },
    ...(undoSeconds > 0 ? [{ name: 'undo', keys: ['Mod+Z'] } as const] : []),
    { name: 'editLast', keys: ['Up'] },
    { name: 'to', keys: ['@'] },
  ]
}

/** Without a modifier: off where the reader has switched those off. */
function isSingle(key: string): boolean {
  return /^[A-Z+](?: [A-Z])?$/.test(key)
}

export function KeysDialog({ open, onOpenChange }: Shown) {
  const text = useText().dialogs.keys
  const me = useMe()
  const list = useRef<HTMLElement>(null)
  if (!me) return null
  const { singleKeys } = me.settings
  const there = (shortcuts: readonly Shortcut[]) =>
    shortcuts
      .map((shortcut) => ({ ...shortcut, keys: shortcut.keys.filter((key) => singleKeys || !isSingle(key)) }))
      .filter(({ keys }) => keys.length > 0)
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={text.title} body="fill" initialFocus={list}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keys, there being nothing else in it */}
      <section className="in scroll" ref={list} tabIndex={0} aria-label={text.title}>
        {!singleKeys && <p className="hint">{text.off}</p>}
        <Group label={text.anywhere} shortcuts={there(anywhere)} />
        <Group label={text.lists} shortcuts={there(lists)} />
        <Group label={text.composer} shortcuts={there(composer(me.settings))} />
      </section>
    </Dialog>
  )
}

function Group({ label, shortcuts }: { label: string; shortcuts: readonly Shortcut[] }) {
  const text = useText().dialogs.keys
  return (
    <section className="stack">
      <h3 className="label">{label}</h3>
      <dl className="keylist">
        {shortcuts.map(({ name, keys }) => (
          <div key={name}>
            <dt>{text.names[name]}</dt>
            <dd>
              {keys.map((key, index) => (
                <Fragment key={key}>
                  {index > 0 && <span className="quiet">{text.or}</span>}
                  <Steps keys={key} />
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Steps({ keys }: { keys: string }) {
  const text = useText().dialogs.keys
  return keys.split(' ').map((step, index) => (
    <Fragment key={step}>
      {index > 0 && <span className="quiet">{text.chord}</span>}
      {step === '+' ? <kbd>+</kbd> : <Kbd keys={step} />}
    </Fragment>
  ))
}

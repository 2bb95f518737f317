import { api, can, MESSAGE_LENGTH, type Message } from '@naniwa/contract'
import { type FormEvent, type KeyboardEvent, type Ref, useCallback, useImperativeHandle, useRef, useState } from 'react'
import { useDo } from '../../live/action.ts'
import { useClient } from '../../live/client.ts'
import { useText } from '../../text/text.ts'
import { useDesk } from '../desk.ts'
import type { ComposerHandle } from './Composer.tsx'
import { ComposerBar } from './ComposerBar.tsx'
import { DraftBox } from './DraftBox.tsx'
import { EditingLine, ReplyingLine } from './HeadLines.tsx'
import { insertText } from './insert.ts'
import { isBlank, type Letter, type Recipient, withoutRecipient, withRecipient } from './letter.ts'
import { OutsideDialog } from './OutsideDialog.tsx'
import { confirmOutside, isConfirmed } from './outside.ts'
import { sends, useConversion } from './send-keys.ts'
import { ToPicker } from './ToPicker.tsx'
import { UnderLine } from './UnderLine.tsx'
import { useUndo } from './undo.ts'
import { useLetter } from './use-letter.ts'

export interface WritingProps {
  ref: Ref<ComposerHandle>
  name: string
  onSent: () => void
}

/** Said once this few characters are left. */
const SHORT = 2_000

export function Writing({ ref, name, onSent }: WritingProps) {
  const { messages: text } = useText()
  const client = useClient()
  const attempt = useDo()
  const { me, room } = useDesk()
  const box = useRef<HTMLTextAreaElement>(null)
  const isBusy = useCallback(() => document.activeElement === box.current, [])
  const { letter, change, clear, editing, startEdit, stopEdit, write } = useLetter(room.id, isBusy)
  const undo = useUndo(room.id, me.settings.undoSeconds)
  const conversion = useConversion()
  const [isPicking, setPicking] = useState<'typed' | 'pressed' | null>(null)
  const [isAsking, setAsking] = useState(false)
  const length = letter.words.length < MESSAGE_LENGTH / 4 ? 0 : [...write(letter)].length
  const left = length > MESSAGE_LENGTH - SHORT ? MESSAGE_LENGTH - length : null
  const canSend = !isBlank(letter) && (left === null || left >= 0)

  const focus = () => box.current?.focus()
  const focusSoon = () => requestAnimationFrame(focus)

  useImperativeHandle(ref, () => ({
    focus,
    reply(message: Message) {
      const { roomId, id: messageId, accountId } = message
      change({ ...letter, reply: { type: 'reply', accountId, roomId, messageId, raw: '' } })
      focusSoon()
    },
    edit(message: Message) {
      startEdit(message)
      focusSoon()
    },
    insert(words: string) {
      requestAnimationFrame(() => {
        if (!box.current) return
        const { value, selectionStart } = box.current
        const needsLine = selectionStart > 0 && value[selectionStart - 1] !== '\n'
        insertText(box.current, (needsLine ? '\n' : '') + words)
      })
    },
  }))

  async function saveEdit(message: Message) {
    const body = write(letter)
    if (body === message.body) return stopEdit()
    const isSaved = await attempt(client.call(api.messages.edit, { roomId: room.id, id: message.id, body }))
    if (isSaved) stopEdit()
  }

  function post(what: Letter) {
    undo.offer(client.outbox.send(room.id, write(what)), what)
    clear()
    onSent()
    focusSoon()
  }

  function submit(event?: FormEvent) {
    event?.preventDefault()
    if (!canSend) return
    if (editing) return void saveEdit(editing)
    const mustAsk = room.outsiders > 0 && me.settings.confirmOutside && !isConfirmed(me.accountId, room.id)
    if (mustAsk) setAsking(true)
    else post(letter)
  }

  async function takeBack() {
    const back = await undo.take()
    if (!back) return
    change(isBlank(letter) ? back : { ...back, words: `${back.words}\n${letter.words}` })
    focusSoon()
  }

  function editLast() {
    const { messages } = client.engine.room(room.id)?.timeline ?? { messages: [] }
    const last = messages.findLast((message) => can.edit(room, message, me.accountId) && !message.deleted)
    if (last) startEdit(last)
  }

  function cancel() {
    if (editing) stopEdit()
    else if (letter.reply) change({ ...letter, reply: null })
    else {
      client.reading.finish(room.id)
      client.reader.eraseLine(room.id)
      document.getElementById('log')?.focus()
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (conversion.isConverting(event)) return
    const { selectionStart, selectionEnd } = event.currentTarget
    const isEmpty = letter.words === ''
    const isMod = event.ctrlKey || event.metaKey
    if (sends(event, me.settings.enterKey)) submit()
    else if (event.key === 'ArrowUp' && isEmpty && !editing && !event.altKey && !event.shiftKey && !isMod) editLast()
    else if (event.key === 'Escape') cancel()
    else if (isMod && event.key.toLowerCase() === 'z' && isEmpty && undo.current) void takeBack()
    else if (event.key === 'Backspace' && selectionStart === 0 && selectionEnd === 0 && letter.recipients.length > 0) {
      change({ ...letter, recipients: letter.recipients.slice(0, -1) })
    } else return
    event.preventDefault()
  }

  function onValue(words: string) {
    client.typing.tell(room.id)
    const caret = box.current?.selectionStart ?? words.length
    const isAt = words.length === letter.words.length + 1 && /(?:^|[\s\u3000])[@＠]$/.test(words.slice(0, caret))
    if (!isAt || room.type === 'my') return change({ ...letter, words })
    // The sign is taken out again: what is picked stands among the recipients.
    setPicking('typed')
    change({ ...letter, words: words.slice(0, caret - 1) + words.slice(caret) })
  }

  function onPick(recipient: Recipient, then: 'done' | 'more') {
    change(withRecipient(letter, recipient))
    if (then === 'more') return
    setPicking(null)
    focusSoon()
  }

  function closePicker() {
    const wasTyped = isPicking === 'typed'
    setPicking(null)
    requestAnimationFrame(() => {
      focus()
      if (wasTyped && box.current) insertText(box.current, '@')
    })
  }

  return (
    <form className="composer" aria-label={text.composer} onSubmit={submit}>
      <UnderLine undo={undo.current} onUndo={() => void takeBack()} />
      {isPicking && <ToPicker onPick={onPick} onClose={closePicker} />}
      <div className="box">
        {editing && <EditingLine onCancel={cancel} />}
        {letter.reply && <ReplyingLine reply={letter.reply} onCancel={() => change({ ...letter, reply: null })} />}
        <DraftBox
          box={box}
          recipients={letter.recipients}
          onRemove={(recipient) => change(withoutRecipient(letter, recipient))}
          value={letter.words}
          onValue={onValue}
          onKeyDown={onKeyDown}
          onCompositionEnd={conversion.onCompositionEnd}
          aria-label={text.placeholder(name)}
          placeholder={text.placeholder(name)}
          enterKeyHint={me.settings.enterKey === 'send' ? 'send' : 'enter'}
        />
        <ComposerBar
          box={box}
          isPicking={isPicking !== null}
          onPickTo={() => setPicking(isPicking ? null : 'pressed')}
          left={left}
          canSend={canSend}
          isEditing={editing !== null}
        />
      </div>
      <OutsideDialog
        open={isAsking}
        name={name}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          confirmOutside(me.accountId, room.id)
          post(letter)
        }}
      />
    </form>
  )
}

import { can, FILE_TEXT_LENGTH, MESSAGE_LENGTH, type Message } from '@naniwa/contract'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useClient, useTimeline, useTopic } from '../../live/client.ts'
import type { RefusedEdit } from '../../sync/edits.ts'
import { useDesk, useDeskRoom } from '../desk.ts'
import { insertText } from './insert.ts'
import { isBlank, type Letter, type Recipient, withRecipient } from './letter.ts'
import { confirmOutside, isConfirmed } from './outside.ts'
import { sends, useConversion } from './send-keys.ts'
import { useUndo } from './undo.ts'
import { useLetter } from './use-letter.ts'

/** Said once this few characters are left. */
const SHORT = 2_000

/** What is written in a room, and what becomes of it. */
export function useWriting(onSent: () => void) {
  const client = useClient()
  const { me } = useDesk()
  const room = useDeskRoom()
  const box = useRef<HTMLTextAreaElement>(null)
  const state = useLetter(room.id)
  const { letter, change, clear, editing, files, startEdit, stopEdit, write } = state
  const focusSoon = () => {
    // At once for the keys that follow, and again after a menu has given the focus back to its button; not from where one went since.
    box.current?.focus()
    requestAnimationFrame(() => {
      if (document.activeElement?.matches('body, button')) box.current?.focus()
    })
  }
  const undo = useUndo(room.id, me.settings.undoSeconds)
  const [isAsking, setAsking] = useState(false)
  const entries = useTimeline(room.id)?.entries ?? []
  // What waits for a connection, or was refused, is taken back where it stands.
  const isOnItsWay = entries.some(({ id, state: at }) => id === undo.current?.id && at !== 'sending' && at !== 'sent')
  const attached = useTopic('uploads', () => client.uploads.attached(room.id))
  const refused = useTopic(`timeline:${room.id}`, ({ edits }) => edits.refused(room.id))
  const hasFiles = !editing && attached.some((one) => one.state !== 'failed')
  const most = hasFiles ? FILE_TEXT_LENGTH : MESSAGE_LENGTH
  const length = letter.words.length < most / 4 ? 0 : [...write(letter)].length
  const left = length > most - SHORT ? most - length : null
  const canSend = (!isBlank(letter) || hasFiles || files !== '') && (left === null || left >= 0)

  /** Frees the box at once: what is typed from now on is something else. */
  function saveEdit(message: Message) {
    client.edits.save(message, write(letter))
    stopEdit()
  }

  function takeUp({ message, body }: RefusedEdit) {
    client.edits.drop(message)
    startEdit(message, body)
    focusSoon()
  }

  function post(what: Letter) {
    const batch = client.uploads.send(room.id, write(what))
    undo.offer(batch ?? client.outbox.send(room.id, write(what)), what)
    clear()
    onSent()
    focusSoon()
  }

  function submit(event?: FormEvent) {
    event?.preventDefault()
    if (!canSend) return
    const mustAsk = room.outsiders > 0 && me.settings.confirmOutside && !isConfirmed(me.accountId, room.id)
    if (editing) saveEdit(editing)
    else if (mustAsk) setAsking(true)
    else post(letter)
  }

  function confirm() {
    setAsking(false)
    confirmOutside(me.accountId, room.id)
    post(letter)
  }

  async function takeBack() {
    const back = await undo.take()
    if (!back) return
    if (isBlank(back)) return focusSoon()
    change(isBlank(letter) ? back : { ...back, words: `${back.words}\n${letter.words}` })
    focusSoon()
  }

  return {
    ...state,
    box,
    left,
    canSend,
    submit,
    focusSoon,
    /** An edit that was not taken, once the box is not busy with another. */
    refused: editing ? null : refused,
    takeUp,
    undo: isOnItsWay ? null : undo.current,
    /** From the first moment on, whereas the button waits until the message is there. */
    canUndo: undo.current !== null,
    takeBack: () => void takeBack(),
    outside: { isAsking, confirm, close: () => setAsking(false) },
  }
}

export type WritingState = ReturnType<typeof useWriting>

/** What keys do in the text area. */
export function useWritingKeys(writing: WritingState) {
  const client = useClient()
  const { me, room } = useDesk()
  const conversion = useConversion()
  const { letter, change, editing, startEdit, stopEdit } = writing

  function editLast() {
    const messages = client.engine.room(room.id)?.timeline.messages ?? []
    const last = messages.findLast((message) => can.edit(room, message, me.accountId) && !message.deleted)
    if (last) startEdit(last)
  }

  function cancel() {
    if (editing) return stopEdit()
    if (letter.reply) return change({ ...letter, reply: null })
    client.reading.finish(room.id)
    client.reader.eraseLine(room.id)
    document.getElementById('log')?.focus()
  }

  function deedOf(event: KeyboardEvent<HTMLTextAreaElement>): (() => void) | undefined {
    const { selectionStart, selectionEnd } = event.currentTarget
    const isMod = event.ctrlKey || event.metaKey
    const isBare = !isMod && !event.altKey && !event.shiftKey
    const isEmpty = letter.words === ''
    if (sends(event, me.settings.enterKey)) return () => writing.submit()
    if (event.key === 'ArrowUp' && isEmpty && !editing && isBare) return editLast
    if (event.key === 'Escape') return cancel
    if (isMod && event.key.toLowerCase() === 'z' && isEmpty && writing.canUndo) return writing.takeBack
    const isAtStart = selectionStart === 0 && selectionEnd === 0
    if (event.key === 'Backspace' && isAtStart && letter.recipients.length > 0) {
      return () => change({ ...letter, recipients: letter.recipients.slice(0, -1) })
    }
    return undefined
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    const deed = conversion.isConverting(event) ? undefined : deedOf(event)
    if (!deed) return
    event.preventDefault()
    deed()
  }

  return { onKeyDown, onCompositionEnd: conversion.onCompositionEnd, cancel }
}

/** Choosing whom to address: by the sign in the text, or by its button. */
export function usePicking({ letter, change, box, focusSoon }: WritingState) {
  const client = useClient()
  const { room } = useDesk()
  const [picking, setPicking] = useState<'typed' | 'pressed' | null>(null)
  const signAt = useRef(0)
  const isGivingBack = useRef(false)

  function onValue(words: string) {
    client.typing.tell(room.id)
    const caret = box.current?.selectionStart ?? words.length
    const isSign = words.length === letter.words.length + 1 && /(?:^|[\s\u3000])[@＠]$/.test(words.slice(0, caret))
    if (!isSign || room.type === 'my' || isGivingBack.current) return change({ ...letter, words })
    // The sign is taken out again: what is picked stands among the recipients.
    setPicking('typed')
    signAt.current = caret - 1
    change({ ...letter, words: words.slice(0, caret - 1) + words.slice(caret) })
  }

  function goBack() {
    setPicking(null)
    focusSoon()
    if (picking === 'typed') box.current?.setSelectionRange(signAt.current, signAt.current)
  }

  function onPick(recipient: Recipient, then: 'done' | 'more') {
    change(withRecipient(letter, recipient))
    if (then === 'done') goBack()
  }

  function close() {
    goBack()
    if (picking !== 'typed' || !box.current) return
    isGivingBack.current = true
    insertText(box.current, '@')
    isGivingBack.current = false
  }

  return { isPicking: picking !== null, toggle: () => setPicking(picking ? null : 'pressed'), onValue, onPick, close }
}

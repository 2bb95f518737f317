import type { Message } from '@naniwa/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useClient, useTopic } from '../../live/client.ts'
import { emptyLetter, joinFiles, type Letter, readLetter, splitFiles, writeLetter } from './letter.ts'

/** Whoever has typed within this time is still at it; ms. */
const TYPING = 5_000

export interface LetterState {
  letter: Letter
  /** Changes what stands in the box; kept as the room's draft unless a message is being edited. */
  change: (next: Letter) => void
  /** Empties the box and the draft. */
  clear: () => void
  /** The message that is being edited. */
  editing: Message | null
  /** The boxes of its files, which stay as they are. */
  files: string
  /** With this in the box, or with what the message says. */
  startEdit: (message: Message, body?: string) => void
  stopEdit: () => void
  write: (letter: Letter) => string
}

/** What stands in a room's composer, in step with its draft here and on other devices. */
export function useLetter(roomId: number): LetterState {
  const client = useClient()
  const draft = useTopic(`draft:${roomId}`, () => client.drafts.body(roomId))
  const [letter, setLetter] = useState(() => readLetter(client.drafts.body(roomId)))
  const [editing, setEditing] = useState<Message | null>(null)
  const [files, setFiles] = useState('')
  const written = useRef(draft)
  const typedAt = useRef(0)

  const write = useCallback(
    (next: Letter) => {
      const isEmpty = next.words === '' && next.recipients.length === 0 && !next.reply
      const name = (accountId: number) => client.people.get(accountId, roomId)?.name ?? ''
      return joinFiles(isEmpty ? '' : writeLetter(next, name), files)
    },
    [client, roomId, files],
  )

  // From another device, or from another page of this one; never under the fingers of who is typing.
  useEffect(() => {
    if (draft === written.current || editing || Date.now() - typedAt.current < TYPING) return
    written.current = draft
    setLetter(readLetter(draft))
  }, [draft, editing])

  const change = useCallback(
    (next: Letter) => {
      setLetter(next)
      typedAt.current = Date.now()
      if (editing) return
      written.current = write(next)
      client.drafts.set(roomId, written.current)
    },
    [client, roomId, editing, write],
  )

  const clear = useCallback(() => {
    setLetter(emptyLetter)
    written.current = ''
    client.drafts.clear(roomId)
  }, [client, roomId])

  const startEdit = useCallback(
    (message: Message, body = client.edits.body(message)) => {
      const apart = splitFiles(body)
      setEditing(message)
      setFiles(apart.files)
      setLetter(readLetter(apart.words))
    },
    [client],
  )

  const stopEdit = useCallback(() => {
    setEditing(null)
    setFiles('')
    setLetter(readLetter(client.drafts.body(roomId)))
  }, [client, roomId])

  return { letter, change, clear, editing, files, startEdit, stopEdit, write }
}

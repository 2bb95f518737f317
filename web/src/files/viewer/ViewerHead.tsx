import type { File, Message } from '@naniwa/contract'
import { Download, Forward, Info, MessageCircle, X } from 'lucide-react'
import { paths } from '../../frame/paths.ts'
import { useLookup, useMe, usePerson, useRoom } from '../../live/client.ts'
import { roomName } from '../../rooms/names.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { useFileVerbs } from '../file-verbs.ts'
import { FileThumb } from '../Thumb.tsx'

export interface ViewerHeadProps {
  file: File | null
  hasPane: boolean
  /** With the message that the file came with. */
  onForward: (message: Message) => void
  onPane: () => void
  onClose: () => void
}

/** What is shown, from whom and where, and what can be done with it. */
export function ViewerHead({ file, hasPane, onForward, onPane, onClose }: ViewerHeadProps) {
  const { files: text } = useText()
  const { download } = useFileVerbs()
  return (
    <header>
      {file ? (
        <>
          <FileThumb file={file} />
          <Title file={file} />
          <Tooltip text={text.toMessage}>
            <a
              className="ib"
              href={paths.room(file.roomId, file.messageId)}
              aria-label={text.toMessage}
              onClick={onClose}
            >
              <Icon of={MessageCircle} />
            </a>
          </Tooltip>
          <ForwardButton file={file} onForward={onForward} />
          <IconButton icon={Download} label={text.download} onClick={() => download(file)} />
          <IconButton icon={Info} label={text.info} pressed={hasPane} onClick={onPane} />
        </>
      ) : (
        <span className="grow" />
      )}
      <IconButton icon={X} label={text.close} keys="Esc" onClick={onClose} />
    </header>
  )
}

function ForwardButton({ file, onForward }: { file: File; onForward: (message: Message) => void }) {
  const { messages: text } = useText()
  const message = useLookup(file.roomId, file.messageId)
  if (message === null || message?.deleted) return null
  return (
    <IconButton
      icon={Forward}
      label={text.forward}
      disabled={message === undefined}
      onClick={() => message && onForward(message)}
    />
  )
}

function Title({ file }: { file: File }) {
  const text = useText()
  const format = useFormat()
  const me = useMe()
  const room = useRoom(file.roomId)
  const sender = usePerson(file.accountId, file.roomId)
  const where = room ? roomName(room, me?.accountId ?? 0, text) : ''
  const about = [where, sender?.name ?? text.messages.someone, format.dateTime(file.createdAt)]
  return (
    <div className="grow">
      <h1 className="clip exact">{file.name}</h1>
      <p className="m clip">{about.filter(Boolean).join(' · ')}</p>
    </div>
  )
}

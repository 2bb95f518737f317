import type { ReplyNode } from '@naniwa/contract'
import { Pencil, Reply, X } from 'lucide-react'
import { failureOf } from '../../live/action.ts'
import { useClient, useLookup, usePerson } from '../../live/client.ts'
import type { RefusedEdit } from '../../sync/edits.ts'
import { failureText } from '../../text/failure.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { useExcerpt } from '../excerpt.ts'

/** Above the text: what it answers. */
export function ReplyingLine({ reply, onCancel }: { reply: ReplyNode; onCancel: () => void }) {
  const { messages: text } = useText()
  const person = usePerson(reply.accountId, reply.roomId)
  const message = useLookup(reply.roomId, reply.messageId)
  const excerpt = useExcerpt('words')
  return (
    <div className="re">
      <Icon of={Reply} size="xs" />
      <b>{person?.name ?? text.someone}</b>
      <span className="clip grow">{message && excerpt(message)}</span>
      <IconButton icon={X} size="xs" label={text.cancelReply} onClick={onCancel} />
    </div>
  )
}

/** Above the text: that it is an old one. */
export function EditingLine({ hasFiles, onCancel }: { hasFiles: boolean; onCancel: () => void }) {
  const { messages: text } = useText()
  return (
    <div className="re">
      <Icon of={Pencil} size="xs" />
      <b>{text.editing}</b>
      <span className="clip grow">{hasFiles && text.filesStay}</span>
      <IconButton icon={X} size="xs" label={text.cancelEdit} keys="Esc" onClick={onCancel} />
    </div>
  )
}

/** Above the text: that an edit was not taken, why, and the way back to it. */
export function RefusedLine({ refused, onTakeUp }: { refused: RefusedEdit; onTakeUp: () => void }) {
  const text = useText()
  const client = useClient()
  return (
    <div className="re" role="alert">
      <Icon of={Pencil} size="xs" />
      <b>{text.messages.notEdited}</b>
      <span className="clip grow">{failureText(text, failureOf(refused.error))}</span>
      <Button size="sm" onClick={onTakeUp}>
        {text.messages.editAgain}
      </Button>
      <IconButton
        icon={X}
        size="xs"
        label={text.messages.cancelEdit}
        onClick={() => client.edits.drop(refused.message)}
      />
    </div>
  )
}

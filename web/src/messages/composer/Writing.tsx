import { type Ref, useImperativeHandle } from 'react'
import { useText } from '../../text/text.ts'
import { phone, useMedia } from '../../ui/media.ts'
import { useDesk } from '../desk.ts'
import { useSlots } from '../slots.ts'
import type { ComposerHandle } from './Composer.tsx'
import { ComposerBar } from './ComposerBar.tsx'
import { DraftBox } from './DraftBox.tsx'
import { EditingLine, RefusedLine, ReplyingLine } from './HeadLines.tsx'
import { insertText } from './insert.ts'
import { withoutRecipient, withRecipient } from './letter.ts'
import { OutsideDialog } from './OutsideDialog.tsx'
import { PhoneLine } from './PhoneLine.tsx'
import { ToPicker } from './ToPicker.tsx'
import { UnderLine } from './UnderLine.tsx'
import { usePicking, useWriting, useWritingKeys, type WritingState } from './use-writing.ts'

export interface WritingProps {
  ref: Ref<ComposerHandle>
  name: string
  onSent: () => void
}

export function Writing({ ref, name, onSent }: WritingProps) {
  const { messages: text } = useText()
  const { me, room } = useDesk()
  const { Attachments } = useSlots()
  const onPhone = useMedia(phone)
  const writing = useWriting(onSent)
  const keys = useWritingKeys(writing)
  const picking = usePicking(writing)
  const { letter, change, box, editing, refused, outside } = writing
  useHandle(ref, writing)

  const heads = (
    <>
      {editing && <EditingLine hasFiles={writing.files !== ''} onCancel={keys.cancel} />}
      {refused && <RefusedLine refused={refused} onTakeUp={() => writing.takeUp(refused)} />}
      {letter.reply && <ReplyingLine reply={letter.reply} onCancel={() => change({ ...letter, reply: null })} />}
    </>
  )
  const attachments = !editing && <Attachments roomId={room.id} name={name} />
  const draft = (
    <DraftBox
      box={box}
      recipients={letter.recipients}
      onRemove={(recipient) => change(withoutRecipient(letter, recipient))}
      value={letter.words}
      onValue={picking.onValue}
      onKeyDown={keys.onKeyDown}
      onCompositionEnd={keys.onCompositionEnd}
      aria-label={text.placeholder(name)}
      placeholder={onPhone ? text.placeholderShort : text.placeholder(name)}
      enterKeyHint={me.settings.enterKey === 'send' ? 'send' : 'enter'}
    />
  )
  const bar = {
    box,
    isPicking: picking.isPicking,
    onPickTo: picking.toggle,
    left: writing.left,
    canSend: writing.canSend,
    isEditing: editing !== null,
  }
  return (
    <form className="composer" aria-label={text.composer} onSubmit={writing.submit}>
      <UnderLine undo={writing.undo} onUndo={writing.takeBack} />
      {picking.isPicking && <ToPicker onPick={picking.onPick} onClose={picking.close} />}
      {onPhone ? (
        <PhoneLine
          {...bar}
          heads={
            <>
              {attachments}
              {heads}
            </>
          }
        >
          {draft}
        </PhoneLine>
      ) : (
        <div className="box">
          {heads}
          {draft}
          {attachments}
          <ComposerBar {...bar} />
        </div>
      )}
      <OutsideDialog open={outside.isAsking} name={name} onClose={outside.close} onConfirm={outside.confirm} />
    </form>
  )
}

/** What the messages above can ask of the box. */
function useHandle(ref: Ref<ComposerHandle>, { letter, change, startEdit, box, focusSoon }: WritingState): void {
  useImperativeHandle(ref, () => ({
    focus: () => box.current?.focus(),
    reply({ roomId, id: messageId, accountId }) {
      change({ ...letter, reply: { type: 'reply', accountId, roomId, messageId, raw: '' } })
      focusSoon()
    },
    to({ accountId }) {
      change(withRecipient(letter, { kind: 'to', accountId }))
      focusSoon()
    },
    edit(message) {
      startEdit(message)
      focusSoon()
    },
    insert(words) {
      requestAnimationFrame(() => {
        if (!box.current) return
        const { value, selectionStart } = box.current
        const needsLine = selectionStart > 0 && value[selectionStart - 1] !== '\n'
        insertText(box.current, (needsLine ? '\n' : '') + words)
      })
    },
  }))
}

import { MESSAGE_LENGTH, type Task } from '@naniwa/contract'
import { type KeyboardEvent, useState } from 'react'
import { Rich } from '../../messages/notation.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { TextArea } from '../../ui/Input.tsx'
import { useTaskVerbs } from '../task-verbs.ts'

export interface TaskBodyProps {
  task: Task
  isEditing: boolean
  onEditing: (isEditing: boolean) => void
}

/** What is to be done; a press makes it a field. */
export function TaskBody({ task, isEditing, onEditing }: TaskBodyProps) {
  if (isEditing) return <Editing task={task} onDone={() => onEditing(false)} />
  return (
    // biome-ignore lint/a11y/useSemanticElements: it holds paragraphs and blocks, as a heading's own element may not
    <div className="big" role="heading" aria-level={2}>
      <Rich body={task.body} roomId={task.roomId} />
    </div>
  )
}

function Editing({ task, onDone }: { task: Task; onDone: () => void }) {
  const { tasks: text, ui } = useText()
  const { edit } = useTaskVerbs()
  const [typed, setTyped] = useState(task.body)
  const [isBusy, setBusy] = useState(false)
  const isEmpty = typed.trim() === ''

  async function save() {
    if (isEmpty || isBusy) return
    setBusy(true)
    // What was refused stays to be corrected.
    const isSaved = typed === task.body || (await edit(task, { body: typed }))
    setBusy(false)
    if (isSaved) onDone()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape') {
      event.preventDefault()
      onDone()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void save()
    }
  }

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Field label={text.body} error={isEmpty ? text.bodyMissing : undefined}>
        <TextArea
          autoFocus
          rows={3}
          maxLength={MESSAGE_LENGTH}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </Field>
      <div className="row">
        <Button size="sm" className="end" onClick={onDone}>
          {ui.cancel}
        </Button>
        <Button size="sm" variant="primary" type="submit" busy={isBusy}>
          {text.save}
        </Button>
      </div>
    </form>
  )
}

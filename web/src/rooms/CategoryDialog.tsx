import { api } from '@naniwa/contract'
import { type FormEvent, useId, useState } from 'react'
import { useAction } from '../live/action.ts'
import { useClient, useMe } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { Input } from '../ui/Input.tsx'
import { roomName } from './names.ts'
import type { Shown } from './shown.ts'

const NAME_LENGTH = 100

export interface CategoryDialogProps extends Shown {
  /** Null: a new one; `roomId` is then filed under it. */
  categoryId: number | null
  roomId: number | null
}

/** A category's name: of a new one, which may take a room in at once, or another name for one that is there. */
export function CategoryDialog({ open, onOpenChange, categoryId, roomId }: CategoryDialogProps) {
  const all = useText()
  const text = all.dialogs.category
  const client = useClient()
  const myId = useMe()?.accountId ?? 0
  const form = useId()
  const { categories } = client.engine.replica
  const room = roomId === null ? null : client.rooms.get(roomId)
  const [name, setName] = useState(() => (categoryId === null ? '' : (categories.get(categoryId)?.name ?? '')))
  const [isTried, setTried] = useState(false)
  const problem = name.trim() === '' ? text.nameMissing : undefined

  const save = useAction(async (typed: string) => {
    if (categoryId !== null) await client.call(api.categories.save, { id: categoryId, name: typed })
    else {
      const { id } = await client.call(api.categories.save, { name: typed, position: categories.size })
      if (roomId !== null) await client.call(api.rooms.arrange, { roomId, categoryId: id, pinned: false })
    }
    onOpenChange()
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (problem) return focusFirstWrong(event.currentTarget)
    if (!save.busy) void save.run(name)
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="small"
      title={categoryId === null ? text.newTitle : text.renameTitle}
      footer={
        <>
          <Button className="end" onClick={onOpenChange}>
            {all.ui.cancel}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={save.busy}>
            {categoryId === null ? text.create : text.rename}
          </Button>
        </>
      }
    >
      <FailureNote failure={save.failure} />
      <form id={form} noValidate onSubmit={submit}>
        <Field
          label={text.name}
          hint={room ? text.holds(all.rooms.quoted(roomName(room, myId, all))) : text.hint}
          error={isTried ? problem : undefined}
        >
          <Input
            maxLength={NAME_LENGTH}
            autoComplete="off"
            value={name}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  )
}

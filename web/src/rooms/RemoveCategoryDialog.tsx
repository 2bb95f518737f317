import { api } from '@naniwa/contract'
import { useState } from 'react'
import { useAction } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import type { Shown } from './shown.ts'

export interface RemoveCategoryDialogProps extends Shown {
  categoryId: number
}

export function RemoveCategoryDialog({ open, onOpenChange, categoryId }: RemoveCategoryDialogProps) {
  const text = useText().dialogs.category
  const client = useClient()
  // As it was when asked: it is gone before the question has faded.
  const [{ name, rooms }] = useState(() => ({
    name: client.engine.replica.categories.get(categoryId)?.name ?? '',
    rooms: client.rooms.all().filter((room) => room.categoryId === categoryId).length,
  }))

  const remove = useAction(async (id: number) => {
    await client.call(api.categories.remove, { id })
    onOpenChange()
  })

  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={text.removeTitle(name)}
      confirm={text.removeConfirm}
      busy={remove.busy}
      onConfirm={() => void remove.run(categoryId)}
    >
      <FailureNote failure={remove.failure} />
      {text.removeText(rooms)}
    </AlertDialog>
  )
}

import type { Person } from '@naniwa/contract'
import { useId } from 'react'
import { FailureNote } from '../people/FailureNote.tsx'
import type { Shown } from '../rooms/shown.ts'
import { imageUrl } from '../sync/upload.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { AskForm, useAsking } from './AskForm.tsx'

export interface AskDialogProps extends Shown {
  person: Person
}

/** A request to somebody met in a room. */
export function AskDialog({ open, onOpenChange, finalFocus, person }: AskDialogProps) {
  const { contacts, ui } = useText()
  const form = useId()
  const asking = useAsking(onOpenChange)
  const { accountId, name, avatar } = person
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      finalFocus={finalFocus}
      size="small"
      before={<Avatar id={accountId} name={name} image={avatar && imageUrl(avatar)} size={32} />}
      title={contacts.ask.title(name)}
      footer={
        <>
          <Button className="end" onClick={onOpenChange}>
            {ui.cancel}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={asking.busy}>
            {contacts.ask.send}
          </Button>
        </>
      }
    >
      <FailureNote failure={asking.failure} />
      <AskForm id={form} asked={person} onSend={(message) => void asking.run({ asked: person, message })} />
    </Dialog>
  )
}

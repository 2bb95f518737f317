import { useId, useState } from 'react'
import { FailureNote } from '../people/FailureNote.tsx'
import type { Shown } from '../rooms/shown.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { type Asked, AskForm, nameOf, useAsking } from './AskForm.tsx'
import { FindPeople } from './FindPeople.tsx'
import { InviteMany } from './InviteMany.tsx'

/** Finds somebody to ask, or asks a whole list. */
export function AddContactDialog({ open, onOpenChange, finalFocus }: Shown) {
  const { contacts: text } = useText()
  const [way, setWay] = useState<'one' | 'many'>('one')
  const [asked, setAsked] = useState<Asked | null>(null)
  if (asked !== null) {
    return <Asking open={open} onOpenChange={onOpenChange} asked={asked} onBack={() => setAsked(null)} />
  }
  const ways = (
    <Tabs
      look="round"
      label={text.find.ways}
      value={way}
      onValue={setWay}
      tabs={[
        { value: 'one', text: text.find.one },
        { value: 'many', text: text.find.many },
      ]}
    />
  )
  if (way === 'many') return <InviteMany open={open} onOpenChange={onOpenChange} finalFocus={finalFocus} ways={ways} />
  return (
    <Dialog open={open} onOpenChange={onOpenChange} finalFocus={finalFocus} title={text.add}>
      {ways}
      <FindPeople onAsk={setAsked} />
    </Dialog>
  )
}

interface AskingProps extends Shown {
  asked: Asked
  onBack: () => void
}

function Asking({ open, onOpenChange, asked, onBack }: AskingProps) {
  const { contacts, ui } = useText()
  const form = useId()
  const asking = useAsking(onOpenChange)
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={typeof asked === 'string' ? contacts.ask.titleMail : contacts.ask.title(nameOf(asked))}
      footer={
        <>
          <Button className="end" onClick={onBack}>
            {ui.back}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={asking.busy}>
            {contacts.ask.send}
          </Button>
        </>
      }
    >
      <FailureNote failure={asking.failure} />
      <AskForm id={form} asked={asked} onSend={(message) => void asking.run({ asked, message })} />
    </Dialog>
  )
}

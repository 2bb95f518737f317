import type { Person } from '@naniwa/contract'
import { type ReactElement, useState } from 'react'
import { useText } from '../text/text.ts'
import { Popover } from '../ui/Popover.tsx'
import { PersonCard } from './PersonCard.tsx'

export interface PersonPopoverProps {
  person: Person
  /** A button with the name or picture. */
  trigger: ReactElement<Record<string, unknown>>
  /** Puts them among those a message is addressed to. */
  onTo?: () => void
  align?: 'start' | 'end'
}

/** A press on somebody opens their card beside it. */
export function PersonPopover({ person, trigger, onTo, align }: PersonPopoverProps) {
  const { contacts: text } = useText()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <Popover
      label={text.profileOf(person.name)}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={trigger}
      align={align}
      body="fill"
      className="person"
    >
      <PersonCard person={person} onClose={close} onTo={onTo} />
    </Popover>
  )
}

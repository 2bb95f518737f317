import type { Person } from '@naniwa/contract'
import { Ban, Ellipsis, UserMinus, UserPlus } from 'lucide-react'
import { useRoomDialogs } from '../rooms/dialogs.ts'
import { useText } from '../text/text.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { useContactVerbs } from './contact-verbs.ts'
import { useRelation } from './use-contacts.ts'

export interface PersonMenuProps {
  person: Person
  label: string
  /** A dialog comes up. */
  onAsk?: () => void
}

/** What ends a contact, or keeps somebody of another organization away. */
export function PersonMenu({ person, label, onAsk }: PersonMenuProps) {
  const { card: text } = useText().contacts
  const relation = useRelation(person)
  const dialogs = useRoomDialogs()
  const { unblock } = useContactVerbs()
  if (relation === 'me' || relation === 'colleague') return null

  function ask(how: 'remove' | 'block') {
    onAsk?.()
    dialogs.open({ kind: 'endContact', how, person })
  }

  function request() {
    onAsk?.()
    dialogs.open({ kind: 'askContact', person })
  }

  return (
    <Menu align="end" trigger={<IconButton icon={Ellipsis} label={label} />}>
      {relation === 'contact' && (
        <MenuItem icon={UserMinus} onSelect={() => ask('remove')}>
          {text.remove}
        </MenuItem>
      )}
      {relation === 'blocked' ? (
        <>
          <MenuItem icon={Ban} onSelect={() => void unblock(person)}>
            {text.unblock}
          </MenuItem>
          <MenuItem icon={UserPlus} onSelect={request}>
            {text.add}
          </MenuItem>
        </>
      ) : (
        <MenuItem icon={Ban} tone="danger" onSelect={() => ask('block')}>
          {text.block}
        </MenuItem>
      )}
    </Menu>
  )
}

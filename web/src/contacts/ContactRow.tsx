import type { Person } from '@naniwa/contract'
import { Globe, MessageCircle } from 'lucide-react'
import { memo } from 'react'
import { useOpenDirect } from '../rooms/open-direct.ts'
import { imageUrl } from '../sync/upload.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Tag } from '../ui/Label.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { PersonPopover } from './PersonPopover.tsx'

export interface ContactRowProps {
  person: Person
  isOutside: boolean
  /** Groups in common. */
  rooms: number
}

export const ContactRow = memo(function ContactRow({ person, isOutside, rooms }: ContactRowProps) {
  const { contacts: text } = useText()
  const format = useFormat()
  const openDirect = useOpenDirect()
  const { accountId, name, avatar, department, title, organizationName } = person
  const place = [department, title].filter(Boolean).join(' · ')
  return (
    <li className="crow">
      <PersonPopover
        person={person}
        align="end"
        trigger={
          <button type="button" className="who">
            <Avatar id={accountId} name={name} image={avatar && imageUrl(avatar)} size={36} />
            <span className="n">
              <span className="clip">{name}</span>
              {isOutside && (
                <Tag tone="warn" icon={Globe}>
                  {organizationName}
                </Tag>
              )}
            </span>
            <span className="o clip">{place}</span>
          </button>
        }
      />
      <span className="quiet clip common">{rooms > 0 && text.commonRooms(format.number(rooms))}</span>
      <span className="acts">
        <IconButton icon={MessageCircle} label={text.messageTo(name)} onClick={() => void openDirect(accountId)} />
        {isOutside && <PersonMenu person={person} label={text.actions(name)} />}
      </span>
    </li>
  )
})

import { api, can, type Role } from '@naniwa/contract'
import { Ellipsis, Globe, LogOut, MessageCircle, UserMinus } from 'lucide-react'
import { memo } from 'react'
import { PersonPopover } from '../../contacts/PersonPopover.tsx'
import { useRelation } from '../../contacts/use-contacts.ts'
import { useDo } from '../../live/action.ts'
import { useClient } from '../../live/client.ts'
import type { RoomView } from '../../sync/rooms.ts'
import { imageUrl } from '../../sync/upload.ts'
import { useText } from '../../text/text.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Tag } from '../../ui/Label.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { Select } from '../../ui/Select.tsx'
import { useRoomDialogs } from '../dialogs.ts'
import { useOpenDirect } from '../open-direct.ts'
import { roleOptions } from '../roles.ts'
import type { Present } from '../room-members.ts'
import type { MemberQuestionAsked } from './MemberQuestion.tsx'

export interface MemberRowProps {
  room: RoomView
  member: Present
  isMe: boolean
  isOutside: boolean
  /** The only admin: the role cannot go. */
  isFixed: boolean
  onAsk: (asked: MemberQuestionAsked) => void
}

export const MemberRow = memo(function MemberRow(props: MemberRowProps) {
  const { member, isMe, isOutside } = props
  const text = useText().dialogs.members
  const { accountId, name, avatar, department, title, organizationName } = member
  return (
    <li>
      <Avatar id={accountId} name={name} image={avatar && imageUrl(avatar)} size={32} />
      <div className="tx">
        <b className="row">
          <PersonPopover
            person={member}
            trigger={
              <button type="button" className="named clip">
                {name}
              </button>
            }
          />
          {isMe && <Tag>{text.you}</Tag>}
          {isOutside && (
            <Tag tone="warn" icon={Globe}>
              {organizationName}
            </Tag>
          )}
        </b>
        <span className="clip">{[department, title].filter(Boolean).join(' · ')}</span>
      </div>
      <span className="row g1 ends">
        <RoleOf {...props} />
        <Actions {...props} />
      </span>
    </li>
  )
})

function RoleOf({ room, member, isMe, isFixed, onAsk }: MemberRowProps) {
  const text = useText().dialogs.members
  const client = useClient()
  const attempt = useDo()
  if (!can.manageMembers(room) || isFixed) return <span className="quiet">{text.roles[member.role]}</span>

  function change(role: Role) {
    if (role === member.role) return
    if (isMe) onAsk({ kind: 'stepDown', member, role })
    else void attempt(client.call(api.members.setRole, { roomId: room.id, accountId: member.accountId, role }))
  }

  return (
    <Select
      look="ghost"
      label={text.role(member.name)}
      value={member.role}
      onValue={change}
      options={roleOptions(text)}
    />
  )
}

function Actions({ room, member, isMe, onAsk }: MemberRowProps) {
  const { dialogs } = useText()
  const text = dialogs.members
  const { open } = useRoomDialogs()
  const openDirect = useOpenDirect()
  const relation = useRelation(member)
  const canWrite = relation === 'colleague' || relation === 'contact'
  const canRemove = !isMe && can.manageMembers(room)
  if (!canWrite && !canRemove && !isMe) return <span className="noacts" />
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={Ellipsis} size="sm" iconSize="md" label={text.actions(member.name)} />}
    >
      {canWrite && (
        <MenuItem icon={MessageCircle} onSelect={() => void openDirect(member.accountId)}>
          {text.direct}
        </MenuItem>
      )}
      {canRemove && (
        <MenuItem icon={UserMinus} tone="danger" onSelect={() => onAsk({ kind: 'remove', member })}>
          {text.remove}
        </MenuItem>
      )}
      {isMe && (
        <MenuItem icon={LogOut} tone="danger" onSelect={() => open({ kind: 'leave', roomId: room.id })}>
          {dialogs.leave.action}
        </MenuItem>
      )}
    </Menu>
  )
}

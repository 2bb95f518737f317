import type { Colleague, OrganizationRole } from '@naniwa/contract'
import { Ellipsis, LogOut, UserCheck, UserX } from 'lucide-react'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Tag } from '../ui/Label.tsx'
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx'
import { Select } from '../ui/Select.tsx'
import type { Step } from './StandingQuestion.tsx'

export interface PeopleTableProps {
  people: readonly Colleague[]
  myId: number
  imageUrl: (hash: string) => string
  onRole: (person: Colleague, role: OrganizationRole) => void
  onStep: (person: Colleague, step: Step) => void
}

export function PeopleTable({ people, myId, imageUrl, onRole, onStep }: PeopleTableProps) {
  const { admin: text } = useText()
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{text.name}</th>
          <th scope="col" className="extra">
            {text.department}
          </th>
          <th scope="col">{text.role}</th>
          <th scope="col" className="r extra">
            {text.joined}
          </th>
          <th scope="col" className="acts">
            <span className="sr">{text.more}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow
            key={person.accountId}
            person={person}
            mine={person.accountId === myId}
            imageUrl={imageUrl}
            onRole={onRole}
            onStep={onStep}
          />
        ))}
      </tbody>
    </table>
  )
}

interface PersonRowProps extends Pick<PeopleTableProps, 'imageUrl' | 'onRole' | 'onStep'> {
  person: Colleague
  mine: boolean
}

function PersonRow({ person, mine, imageUrl, onRole, onStep }: PersonRowProps) {
  const { admin: text } = useText()
  const format = useFormat()
  return (
    <tr>
      <td className="who">
        <span className="row g3">
          <Avatar
            id={person.accountId}
            name={person.name}
            image={person.avatar === null ? null : imageUrl(person.avatar)}
            size={32}
          />
          <span className="grow stack g0">
            <span className="row">
              <b className="clip">{person.name}</b>
              {mine && <Tag>{text.you}</Tag>}
            </span>
            <span className="quiet exact clip">{person.loginMail}</span>
          </span>
        </span>
      </td>
      <td className="extra">
        <span className="clip cell">{person.department}</span>
      </td>
      <td>
        {person.deactivatedAt === null ? (
          <Select
            look="ghost"
            label={text.roleOf(person.name)}
            value={person.organizationRole}
            onValue={(role) => onRole(person, role)}
            options={[
              { value: 'administrator', text: text.administrator },
              { value: 'member', text: text.member },
            ]}
          />
        ) : (
          <Tag>{text.deactivated}</Tag>
        )}
      </td>
      <td className="r extra">{format.date(person.createdAt)}</td>
      <td className="acts">
        <Steps person={person} onStep={(step) => onStep(person, step)} />
      </td>
    </tr>
  )
}

function Steps({ person, onStep }: { person: Colleague; onStep: (step: Step) => void }) {
  const { admin: text } = useText()
  return (
    <Menu align="end" trigger={<IconButton icon={Ellipsis} size="sm" label={text.actionsOf(person.name)} />}>
      {person.deactivatedAt === null ? (
        <>
          <MenuItem icon={LogOut} onSelect={() => onStep('endSessions')}>
            {text.endSessions.confirm}
          </MenuItem>
          <MenuLine />
          <MenuItem icon={UserX} tone="danger" onSelect={() => onStep('deactivate')}>
            {text.deactivate.act}
          </MenuItem>
        </>
      ) : (
        <MenuItem icon={UserCheck} onSelect={() => onStep('activate')}>
          {text.activate.confirm}
        </MenuItem>
      )}
    </Menu>
  )
}

import type { Colleague, OrganizationRole } from '@naniwa/contract'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Tag } from '../ui/Label.tsx'
import { Select } from '../ui/Select.tsx'

export interface PeopleTableProps {
  people: readonly Colleague[]
  myId: number
  imageUrl: (hash: string) => string
  onRole: (person: Colleague, role: OrganizationRole) => void
}

export function PeopleTable({ people, myId, imageUrl, onRole }: PeopleTableProps) {
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
          />
        ))}
      </tbody>
    </table>
  )
}

interface PersonRowProps extends Pick<PeopleTableProps, 'imageUrl' | 'onRole'> {
  person: Colleague
  mine: boolean
}

function PersonRow({ person, mine, imageUrl, onRole }: PersonRowProps) {
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
      </td>
      <td className="r extra">{format.date(person.createdAt)}</td>
    </tr>
  )
}

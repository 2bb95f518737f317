import { can } from '@naniwa/contract'
import { Search, UserPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useMe } from '../../live/client.ts'
import type { RoomView } from '../../sync/rooms.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Delayed, Skeleton } from '../../ui/Feedback.tsx'
import { Input } from '../../ui/Input.tsx'
import { AddMembersDialog } from '../AddMembersDialog.tsx'
import { matchPerson } from '../colleagues.ts'
import { isOnlyAdmin, type Present, useRoomMembers } from '../room-members.ts'
import { MemberQuestion, type MemberQuestionAsked } from './MemberQuestion.tsx'
import { MemberRow } from './MemberRow.tsx'

/** Rows added at a time: a room may have thousands of people. */
const STEP = 100

export interface MembersSectionProps {
  room: RoomView
}

export function MembersSection({ room }: MembersSectionProps) {
  const { dialogs } = useText()
  const text = dialogs.members
  const format = useFormat()
  const members = useRoomMembers(room.id)
  const [words, setWords] = useState('')
  const [isAdding, setAdding] = useState(false)
  const count = format.number(room.memberCount)
  return (
    <>
      <section className="stack g3">
        <div className="row wrap listhead">
          <h3 className="label">{dialogs.settings.members}</h3>
          <span className="quiet num grow">
            {room.outsiders > 0 ? text.countOutside(count, format.number(room.outsiders)) : text.count(count)}
          </span>
          <Input
            look="soft"
            icon={Search}
            type="search"
            placeholder={text.filter}
            aria-label={text.filter}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          {can.manageMembers(room) && (
            <Button icon={UserPlus} onClick={() => setAdding(true)}>
              {text.add}
            </Button>
          )}
        </div>
        {members ? <List room={room} members={members} words={words.trim()} /> : <Bones />}
      </section>
      {isAdding && <Adding room={room} onDone={() => setAdding(false)} />}
    </>
  )
}

/** Over the settings, which stay as they are behind it. */
function Adding({ room, onDone }: { room: RoomView; onDone: () => void }) {
  return <AddMembersDialog open room={room} onOpenChange={onDone} />
}

interface ListProps {
  room: RoomView
  members: readonly Present[]
  words: string
}

function List({ room, members, words }: ListProps) {
  const text = useText().dialogs.members
  const format = useFormat()
  const me = useMe()
  const home = me?.organizationId ?? 0
  const [shown, setShown] = useState(STEP)
  const [asked, setAsked] = useState<MemberQuestionAsked | null>(null)
  const found = useMemo(
    () => (words === '' ? members : members.filter((member) => matchPerson(member, words, home) > 0)),
    [members, words, home],
  )
  if (found.length === 0) return <p className="quiet">{text.nobody(words)}</p>
  return (
    <>
      <ul className="rows">
        {found.slice(0, shown).map((member) => (
          <MemberRow
            key={member.accountId}
            room={room}
            member={member}
            isMe={member.accountId === me?.accountId}
            isOutside={member.organizationId !== me?.organizationId}
            isFixed={isOnlyAdmin(members, member.accountId)}
            onAsk={setAsked}
          />
        ))}
      </ul>
      {found.length > shown && (
        <Button variant="ghost" onClick={() => setShown((before) => before + STEP)}>
          {text.more(format.number(found.length - shown))}
        </Button>
      )}
      <MemberQuestion room={room} asked={asked} onClose={() => setAsked(null)} />
    </>
  )
}

function Bones() {
  return (
    <Delayed>
      <div className="rows">
        {['38%', '52%', '44%'].map((width) => (
          <div key={width}>
            <Skeleton width="32px" height="32px" shape="circle" />
            <Skeleton width={width} />
          </div>
        ))}
      </div>
    </Delayed>
  )
}

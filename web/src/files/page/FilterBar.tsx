import type { File } from '@naniwa/contract'
import { LayoutGrid, List, MessageCircle, Search, User, X } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useClient, useMe } from '../../live/client.ts'
import { roomCalled } from '../../rooms/names.ts'
import { RoomFace } from '../../rooms/RoomFace.tsx'
import { imageUrl } from '../../sync/upload.ts'
import { useText } from '../../text/text.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { FinderChip } from '../../ui/FinderChip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { type FileFilter, tabs } from './filter.ts'
import type { Look } from './look.ts'

export interface FilterBarProps {
  filter: FileFilter
  onFilter: (filter: FileFilter) => void
  /** What is shown: its senders are on offer. */
  files: readonly File[]
  look: Look
  onLook: (look: Look) => void
}

export function FilterBar({ filter, onFilter, files, look, onLook }: FilterBarProps) {
  const { files: text } = useText()
  const change = (changes: Partial<FileFilter>) => onFilter({ ...filter, ...changes })
  return (
    <div className="pbar">
      <Tabs
        label={text.filter}
        value={filter.tab}
        onValue={(tab) => change({ tab })}
        tabs={tabs.map((value) => ({ value, text: text.tabs[value] }))}
      />
      <span className="end row">
        <RoomChip value={filter.roomId} onValue={(roomId) => change({ roomId })} />
        {filter.tab !== 'mine' && (
          <SenderChip files={files} value={filter.accountId} onValue={(accountId) => change({ accountId })} />
        )}
        <NameField value={filter.name} onValue={(name) => change({ name })} />
        <IconButton
          icon={look === 'list' ? LayoutGrid : List}
          label={look === 'list' ? text.asGrid : text.asList}
          side="bottom"
          onClick={() => onLook(look === 'list' ? 'grid' : 'list')}
        />
      </span>
    </div>
  )
}

interface ChipProps {
  value: number | null
  onValue: (value: number | null) => void
}

function RoomChip({ value, onValue }: ChipProps) {
  const text = useText()
  const client = useClient()
  const me = useMe()
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked up again when another one was chosen
  const options = useMemo(() => {
    const rooms = client.rooms.all().sort((a, b) => b.activeAt - a.activeAt)
    return rooms.map((room) => ({
      value: room.id,
      ...roomCalled(room, me?.accountId ?? 0, text),
      before: <RoomFace room={room} size={20} mark="none" />,
    }))
  }, [client, me, text, value])
  return (
    <FinderChip
      icon={MessageCircle}
      label={text.files.room}
      find={text.tasks.findRoom}
      all={text.files.anyRoom}
      nothing={text.tasks.noRoom}
      options={options}
      value={value}
      onValue={onValue}
    />
  )
}

function SenderChip({ files, value, onValue }: ChipProps & { files: readonly File[] }) {
  const text = useText()
  const client = useClient()
  const [seen, setSeen] = useState<ReadonlyMap<number, number>>(new Map())
  // Those of the whole list stay on offer while one of them is chosen.
  useEffect(() => {
    if (value === null) setSeen(new Map(files.map(({ accountId, roomId }) => [accountId, roomId])))
  }, [files, value])
  const options = useMemo(() => {
    return [...seen].map(([id, roomId]) => {
      const person = client.people.get(id, roomId)
      const name = person?.name ?? text.messages.someone
      return {
        value: id,
        name,
        reading: person?.reading,
        before: <Avatar id={id} name={name} image={person?.avatar && imageUrl(person.avatar)} size={20} />,
      }
    })
  }, [seen, client, text])
  return (
    <FinderChip
      icon={User}
      label={text.files.sender}
      find={text.tasks.findPerson}
      all={text.files.anySender}
      nothing={text.tasks.nobody}
      options={options}
      value={value}
      onValue={onValue}
    />
  )
}

/** A pause in typing; ms. */
const PAUSE = 250

function NameField({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  const { files: text } = useText()
  const [typed, setTyped] = useState(value)
  const [isConverting, setConverting] = useState(false)
  useEffect(() => setTyped(value), [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed counts
  useEffect(() => {
    if (isConverting || typed === value) return
    const timer = setTimeout(() => onValue(typed), PAUSE)
    return () => clearTimeout(timer)
  }, [typed, isConverting])
  return (
    <span className="input soft filefind">
      <Icon of={Search} size="sm" />
      <input
        type="search"
        aria-label={text.find}
        placeholder={text.find}
        value={typed}
        maxLength={255}
        onChange={(event) => setTyped(event.target.value)}
        onCompositionStart={() => setConverting(true)}
        onCompositionEnd={() => setConverting(false)}
      />
      {typed !== '' && <IconButton icon={X} size="xs" label={text.clearFind} onClick={() => onValue('')} />}
    </span>
  )
}

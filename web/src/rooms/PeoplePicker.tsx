import { Combobox } from '@base-ui/react/combobox'
import type { Person } from '@naniwa/contract'
import { Globe, X } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { imageUrl } from '../sync/upload.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { classes } from '../ui/classes.ts'
import { useFieldProps } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Tag } from '../ui/Label.tsx'
import { useLandmark } from '../ui/landmark.ts'
import { matchPerson } from './colleagues.ts'

/** Rows drawn at most: whoever looks further types another letter. */
const SHOWN = 50

export interface PeoplePickerProps {
  /** Who can be picked; null until they are known. */
  people: readonly Person[] | null
  /** Those of other organizations are marked. */
  organizationId: number
  value: readonly Person[]
  onValue: (people: Person[]) => void
}

/** A field that people are picked into by name; stands inside a Field. Arrows choose, Enter picks, Backspace takes out. */
export function PeoplePicker({ people, organizationId, value, onValue }: PeoplePickerProps) {
  const text = useText().dialogs.people
  const field = useFieldProps()
  const box = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const found = useMemo(() => find(people ?? [], value, typed, organizationId), [people, value, typed, organizationId])

  function onKeyDown(event: KeyboardEvent & { preventBaseUIHandler: () => void }) {
    // Enter picks here: it must not send the form. Esc closes the list, then the dialog: it must not empty the field.
    if (event.key === 'Enter') event.preventDefault()
    if (event.key === 'Escape' && !isOpen) event.preventBaseUIHandler()
  }

  return (
    <Combobox.Root
      multiple
      autoHighlight
      items={people ?? []}
      filteredItems={found}
      value={value}
      onValueChange={(next) => onValue([...next])}
      inputValue={typed}
      onInputValueChange={setTyped}
      open={isOpen}
      onOpenChange={setOpen}
      itemToStringLabel={(person: Person) => person.name}
      isItemEqualToValue={(one: Person, other: Person) => one.accountId === other.accountId}
    >
      <Combobox.Chips className="input pickfield" ref={box} aria-label={value.length > 0 ? text.chosen : undefined}>
        {value.map((person) => (
          <PersonChip key={person.accountId} person={person} isOutside={person.organizationId !== organizationId} />
        ))}
        <Combobox.Input
          {...field}
          placeholder={text.type}
          autoComplete="off"
          enterKeyHint="done"
          onKeyDown={onKeyDown}
        />
      </Combobox.Chips>
      <Combobox.Portal {...useLandmark()}>
        <Combobox.Positioner className="floater" anchor={box} align="start" sideOffset={4} collisionPadding={8}>
          <Combobox.Popup className="float people scroll">
            <Combobox.Empty className="quiet">
              {found.length === 0 && (people ? text.nobody : text.loading)}
            </Combobox.Empty>
            <Combobox.List>
              {(person: Person) => (
                <PersonOption
                  key={person.accountId}
                  person={person}
                  isOutside={person.organizationId !== organizationId}
                />
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}

function find(people: readonly Person[], value: readonly Person[], typed: string, home: number): Person[] {
  const picked = new Set(value.map(({ accountId }) => accountId))
  const left = people.filter(({ accountId }) => !picked.has(accountId))
  if (typed.trim() === '') return left.slice(0, SHOWN)
  return left
    .map((person) => ({ person, score: matchPerson(person, typed, home) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN)
    .map(({ person }) => person)
}

interface PersonPartProps {
  person: Person
  isOutside: boolean
}

function PersonChip({ person, isOutside }: PersonPartProps) {
  const { dialogs, ui } = useText()
  const { accountId, name, organizationName, avatar } = person
  return (
    <Combobox.Chip className={classes('pchip', isOutside && 'out')} aria-label={name}>
      <Avatar id={accountId} name={name} image={avatar && imageUrl(avatar)} size={18} />
      <span className="clip">{isOutside ? dialogs.people.from(name, organizationName) : name}</span>
      <Combobox.ChipRemove className="ib xs" aria-label={ui.removeNamed(name)}>
        <Icon of={X} size="xs" />
      </Combobox.ChipRemove>
    </Combobox.Chip>
  )
}

function PersonOption({ person, isOutside }: PersonPartProps) {
  const { accountId, name, department, title, organizationName, avatar } = person
  return (
    <Combobox.Item value={person} className="opt">
      <Avatar id={accountId} name={name} image={avatar && imageUrl(avatar)} />
      <span className="clip">{name}</span>
      {isOutside ? (
        <Tag tone="warn" icon={Globe}>
          {organizationName}
        </Tag>
      ) : (
        <span className="quiet clip">{[department, title].filter(Boolean).join(' · ')}</span>
      )}
    </Combobox.Item>
  )
}

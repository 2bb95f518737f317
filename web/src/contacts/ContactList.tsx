import type { Person } from '@naniwa/contract'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useMe } from '../live/client.ts'
import { useFormat } from '../text/format.ts'
import { byReading } from '../text/match.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Delayed, Skeleton } from '../ui/Feedback.tsx'
import { ContactRow } from './ContactRow.tsx'
import { useCommonRooms } from './use-contacts.ts'

/** Rows added at a time: an organization may have thousands of people. */
const STEP = 200

export interface ContactListProps {
  people: readonly Person[]
  by: 'organization' | 'department'
}

/** People under the name of their organization or department, one's own organization first. Arrows, J and K go from one to the next. */
export function ContactList({ people, by }: ContactListProps) {
  const { contacts: text } = useText()
  const format = useFormat()
  const me = useMe()
  const common = useCommonRooms()
  const [shown, setShown] = useState(STEP)
  const list = useRef<HTMLDivElement>(null)
  const home = me?.organizationId ?? 0
  const groups = useMemo(() => grouped(people, by, home).slice(0, shown), [people, by, home, shown])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the buttons in it
    <div ref={list} onKeyDown={(event) => moveBy(event, list.current, me?.settings.singleKeys === true)}>
      {[...Map.groupBy(groups, ({ key }) => key)].map(([key, rows]) => (
        <section key={key} className="cgroup" aria-label={rows[0]?.name || text.noDepartment}>
          <h2>
            <span className="clip">{rows[0]?.name || text.noDepartment}</span>
            <span className="quiet num">{format.number(rows[0]?.count ?? 0)}</span>
          </h2>
          <ul>
            {rows.map(({ person }) => (
              <ContactRow
                key={person.accountId}
                person={person}
                isOutside={person.organizationId !== home}
                rooms={common.get(person.accountId) ?? 0}
              />
            ))}
          </ul>
        </section>
      ))}
      {people.length > shown && (
        <Button variant="ghost" className="cmore" onClick={() => setShown((before) => before + STEP)}>
          {text.more(format.number(people.length - shown))}
        </Button>
      )}
    </div>
  )
}

interface Placed {
  person: Person
  key: string
  name: string
  /** People under the same head. */
  count: number
}

function grouped(people: readonly Person[], by: ContactListProps['by'], home: number): Placed[] {
  const placed = people.map((person) => {
    const { organizationId, organizationName, department } = person
    return by === 'organization'
      ? { person, key: `${organizationId}`, name: organizationName, rank: organizationId === home ? 0 : 1 }
      : { person, key: department, name: department, rank: department === '' ? 1 : 0 }
  })
  const counts = Map.groupBy(placed, ({ key }) => key)
  return placed
    .sort(
      (a, b) =>
        a.rank - b.rank || a.name.localeCompare(b.name) || a.key.localeCompare(b.key) || byReading(a.person, b.person),
    )
    .map(({ rank: _, ...row }) => ({ ...row, count: counts.get(row.key)?.length ?? 0 }))
}

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }

function moveBy(event: KeyboardEvent, list: HTMLElement | null, singleKeys: boolean): void {
  const step = steps[event.key]
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.nativeEvent.isComposing
  if (step === undefined || !isPlain || (event.key.length === 1 && !singleKeys)) return
  const target = event.target instanceof HTMLElement ? event.target.closest('li') : null
  const rows = [...(list?.querySelectorAll<HTMLElement>('li > .who') ?? [])]
  const at = rows.findIndex((row) => row.parentElement === target)
  if (at < 0) return
  event.preventDefault()
  rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus()
}

export function WaitingRows() {
  return (
    <Delayed>
      {['24%', '30%', '20%', '27%', '22%'].map((width) => (
        <div key={width} className="row g3 waiting">
          <Skeleton width="36px" height="36px" shape="circle" />
          <Skeleton width={width} />
        </div>
      ))}
    </Delayed>
  )
}

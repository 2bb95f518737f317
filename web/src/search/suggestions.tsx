import { addDays, fold, localTime, MARKS, type Operator } from '@naniwa/contract'
import { CalendarDays, History, Link2, ListFilter, type LucideIcon, Paperclip, SquareCheckBig } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMe } from '../live/client.ts'
import { useColleagues } from '../rooms/colleagues.ts'
import { partner, roomCalled } from '../rooms/names.ts'
import { RoomFace } from '../rooms/RoomFace.tsx'
import { imageUrl } from '../sync/upload.ts'
import { byReading, matchCalled } from '../text/match.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { FilterWords } from './FilterWords.tsx'
import { Line } from './HitList.tsx'
import type { Hit, HitGroup } from './hits.ts'
import { type Asked, dayFilter, type Ending, endingOf, type Filter, namedFilter, withFilters } from './query.ts'
import { useRooms } from './room-hits.tsx'

export const OPERATORS = ['from', 'in', 'to', 'has', 'before', 'after'] as const

const SHOWN = 6
const ICONS: Record<(typeof MARKS)[number], LucideIcon> = { link: Link2, file: Paperclip, task: SquareCheckBig }

/** Where the reader is. */
export function today(): string {
  return localTime(Date.now(), Intl.DateTimeFormat().resolvedOptions().timeZone).day
}

export interface Suggestions {
  /** What may complete the condition that is being typed. */
  readonly values: HitGroup | null
  /** Conditions whose name begins as what is typed. */
  readonly names: HitGroup | null
}

/** What can be chosen instead of typing on. `isNew`: nothing is asked yet, so all conditions are offered. */
export function useSuggestions(asked: Asked, isNew: boolean, onAsked: (asked: Asked) => void): Suggestions {
  const text = useText().search
  const ending = endingOf(asked.typed)
  const values = useValues(ending?.kind === 'value' ? ending : null)

  function take(filter: Filter): void {
    const typed = asked.typed.slice(0, ending?.start ?? asked.typed.length).trimEnd()
    onAsked({ filters: withFilters(asked.filters, [filter]), typed: typed && `${typed} ` })
  }

  const choices = values.map(
    ({ filter, row }): Hit => ({
      key: `filter-${filter.raw}`,
      look: 'one',
      row,
      spot: null,
      open() {
        take(filter)
        return false
      },
    }),
  )
  const names = OPERATORS.filter(
    (name) => isNew || (ending?.kind === 'word' && begins(ending.text, name, text.names[name])),
  )
  return {
    values:
      choices.length > 0 && ending?.kind === 'value' ? group(text.operators[ending.operator].text, choices) : null,
    names:
      names.length > 0
        ? group(
            text.groups.narrow,
            names.map((name) => operatorHit(name)),
          )
        : null,
  }

  function operatorHit(operator: Operator): Hit {
    const start = ending?.kind === 'word' ? ending.start : asked.typed.length
    return {
      key: `operator-${operator}`,
      look: 'one',
      row: (
        <Line
          face={<Icon of={ListFilter} className="muted" />}
          name={
            <>
              <code>{operator}:</code> {text.operators[operator].text}
            </>
          }
          note={<code>{text.operators[operator].example}</code>}
        />
      ),
      spot: null,
      open() {
        onAsked({ ...asked, typed: `${asked.typed.slice(0, start)}${operator}:` })
        return false
      },
    }
  }
}

function group(label: string, hits: readonly Hit[]): HitGroup {
  return { key: 'suggestions', label, hits }
}

function begins(typed: string, ...names: readonly string[]): boolean {
  return names.some((name) => fold(name).startsWith(fold(typed)))
}

interface Value {
  filter: Filter
  row: ReactNode
}

function useValues(ending: Extract<Ending, { kind: 'value' }> | null): Value[] {
  const rooms = useRoomValues(ending)
  const people = usePersonValues(ending)
  const text = useText().search
  if (!ending) return []
  if (ending.operator === 'in') return rooms
  if (ending.operator === 'from' || ending.operator === 'to') return people
  if (ending.operator === 'has') {
    return MARKS.filter((mark) => begins(ending.value, mark, text.marks[mark])).map((mark) => ({
      filter: { operator: 'has', raw: `${ending.minus}has:${mark}`, name: mark },
      row: (
        <Line
          face={<Icon of={ICONS[mark]} className="muted" />}
          name={text.marks[mark]}
          note={<code>has:{mark}</code>}
        />
      ),
    }))
  }
  const { operator, minus, value } = ending
  return DAYS.map(({ name, ago }) => ({
    name: text.days[name],
    filter: dayFilter(operator, addDays(today(), -ago), minus),
  }))
    .filter(({ name, filter }) => value === '' || begins(value, name, filter.name))
    .map(({ name, filter }) => ({
      filter,
      row: <Line face={<Icon of={CalendarDays} className="muted" />} name={name} note={filter.name} />,
    }))
}

const DAYS = [
  { name: 'today', ago: 0 },
  { name: 'yesterday', ago: 1 },
  { name: 'week', ago: 7 },
  { name: 'month', ago: 30 },
] as const

function useRoomValues(ending: Ending | null): Value[] {
  const all = useText()
  const me = useMe()
  const rooms = useRooms()
  if (ending?.kind !== 'value' || ending.operator !== 'in') return []
  return rooms
    .map((room) => ({ room, called: roomCalled(room, me?.accountId ?? 0, all) }))
    .map((one) => ({ ...one, score: ending.value === '' ? 1 : matchCalled(one.called, ending.value) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.room.activeAt - a.room.activeAt)
    .slice(0, SHOWN)
    .map(({ room, called: { name } }) => ({
      filter: namedFilter('in', String(room.id), name, ending.minus),
      row: <Line face={<RoomFace room={room} size={24} />} name={name} note={all.search.room[room.type]} />,
    }))
}

function usePersonValues(ending: Ending | null): Value[] {
  const text = useText().search
  const me = useMe()
  const { people } = useColleagues()
  const rooms = useRooms()
  if (ending?.kind !== 'value' || (ending.operator !== 'from' && ending.operator !== 'to')) return []
  const { operator, value, minus } = ending
  const partners = rooms.flatMap((room) => partner(room, me?.accountId ?? 0) ?? [])
  const known = new Map([...(people ?? []), ...partners].map((person) => [person.accountId, person]))
  const named = [...known.values()]
    .map((person) => ({ person, score: value === '' ? 1 : matchCalled(person, value.replace(/^@/, '')) }))
    .filter(({ score, person }) => score > 0 && person.accountId !== me?.accountId)
    .sort((a, b) => b.score - a.score || byReading(a.person, b.person))
    .slice(0, SHOWN)
    .map(({ person: { accountId, name, avatar, department } }) => ({
      filter: namedFilter(operator, String(accountId), name, minus),
      row: (
        <Line
          face={<Avatar id={accountId} name={name} image={avatar && imageUrl(avatar)} size={24} />}
          name={name}
          note={department}
        />
      ),
    }))
  if (!me || !begins(value, 'me', text.me)) return named
  const mine = {
    filter: namedFilter(operator, 'me', 'me', minus),
    row: (
      <Line
        face={<Avatar id={me.accountId} name={me.name} image={me.avatar && imageUrl(me.avatar)} size={24} />}
        name={text.me}
        note={<code>{operator}:me</code>}
      />
    ),
  }
  return [mine, ...named]
}

/** A search that was done before. */
export function recentHit(asked: Asked, onAsked: (asked: Asked) => void): Hit {
  return {
    key: `recent-${[...asked.filters.map(({ raw }) => raw), asked.typed].join(' ')}`,
    look: 'one',
    row: (
      <Line
        face={<Icon of={History} className="muted" />}
        name={
          <>
            {asked.filters.map((filter) => (
              <span className="op" key={filter.raw}>
                <FilterWords filter={filter} />
              </span>
            ))}
            {asked.typed}
          </>
        }
      />
    ),
    spot: null,
    open() {
      onAsked(asked)
      return false
    },
  }
}

import { ChevronRight, RotateCw } from 'lucide-react'
import { useMemo } from 'react'
import { useClient } from '../live/client.ts'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { useFoundHits } from './found-hits.tsx'
import { Line } from './HitList.tsx'
import type { Hit, HitGroup } from './hits.ts'
import { usePeopleHits } from './people-hits.tsx'
import { type Asked, plainWords, queryOf } from './query.ts'
import { recentSearches } from './recent-searches.ts'
import { useRoomHits } from './room-hits.tsx'
import { recentHit, today, useSuggestions } from './suggestions.tsx'
import { type Kind, kinds } from './trail.ts'
import type { Asking, FoundKind } from './use-answers.ts'

/** Shown of each kind where all stand together. */
const FEW: Record<Exclude<Kind, 'all'>, number> = { messages: 6, tasks: 3, files: 3, rooms: 3, people: 3 }
const RECENT = { rooms: 8, searches: 5 }

export interface Groups {
  readonly groups: readonly HitGroup[]
  /** How many of each kind there are, as far as they are known: 「22」, 「40+」; null before there is an answer. */
  readonly counts: Readonly<Record<Kind, { readonly count: number; readonly isAll: boolean } | null>>
  /** The hit that Enter opens unless another one is chosen. */
  readonly first: Hit | undefined
}

export interface GroupsOptions {
  asked: Asked
  kind: Kind
  asking: Asking
  /** Folded words of the query that the answers are to. */
  words: readonly string[]
  onAsked: (asked: Asked) => void
  onKind: (kind: Kind) => void
}

/** Everything the list shows, in its order. */
export function useGroups({ asked, kind, asking, words, onAsked, onKind }: GroupsOptions): Groups {
  const client = useClient()
  const text = useText().search
  const isNew = queryOf(asked) === ''
  const plain = plainWords(asked.typed, today())
  const places = useRoomHits(plain)
  const people = usePeopleHits(plain)
  const found = useFoundHits(asking.answers, words)
  const suggestions = useSuggestions(asked, isNew, onAsked)
  const recent = useMemo(() => recentSearches(client.accountId), [client])

  if (isNew) {
    const searches = recent.slice(0, RECENT.searches).map((one) => recentHit(one, onAsked))
    const groups = [
      { key: 'recentRooms', label: text.groups.recentRooms, hits: places.slice(0, RECENT.rooms) },
      { key: 'recentSearches', label: text.groups.recentSearches, hits: searches },
      ...(suggestions.names ? [suggestions.names] : []),
    ]
    return { groups: groups.filter(holdsSome), counts: NO_COUNTS, first: places[0] ?? searches[0] }
  }

  const ofKind = {
    ...found,
    rooms: plain === '' ? [] : places.filter(({ key }) => key.startsWith('room-')),
    people: plain === '' ? [] : [...places.filter(({ key }) => key.startsWith('direct-')), ...people],
  }
  const shown =
    kind === 'all' ? together() : [{ key: kind, label: text.kinds[kind], hits: [...ofKind[kind], ...more(kind)] }]
  const offered = [suggestions.values, suggestions.names].filter((group) => group !== null)
  const groups = [...offered, ...shown].filter(holdsSome)
  return { groups, counts: countAll(ofKind, asking), first: (suggestions.values ?? shown.find(holdsSome))?.hits[0] }

  function together(): HitGroup[] {
    const jump = [...few('rooms'), ...few('people')]
    const rest = (['messages', 'tasks', 'files'] as const).map((one) => ({
      key: one,
      label: text.kinds[one],
      hits: few(one),
    }))
    return [{ key: 'jump', label: text.groups.jump, hits: jump }, ...rest]
  }

  function few(one: Exclude<Kind, 'all'>): Hit[] {
    const hits = ofKind[one]
    const isMore = hits.length > FEW[one] || moreOf(asking, one)
    const all = deed(`all-${one}`, text.all[one], ChevronRight, () => onKind(one))
    return [...hits.slice(0, FEW[one]), ...(isMore ? [all] : [])]
  }

  function more(one: Exclude<Kind, 'all'>): Hit[] {
    if (!moreOf(asking, one)) return []
    return [deed(`more-${one}`, text.more, RotateCw, () => asking.more(one as FoundKind))]
  }
}

const NO_COUNTS = Object.fromEntries(kinds.map((kind) => [kind, null])) as Groups['counts']

function countAll(ofKind: Record<Exclude<Kind, 'all'>, readonly Hit[]>, asking: Asking): Groups['counts'] {
  const known = kinds.flatMap((kind) => {
    if (kind === 'all' || (!asking.answers && kind !== 'rooms' && kind !== 'people')) return []
    return [[kind, { count: ofKind[kind].length, isAll: !moreOf(asking, kind) }] as const]
  })
  const all = {
    count: known.reduce((sum, [, { count }]) => sum + count, 0),
    isAll: known.every(([, { isAll }]) => isAll),
  }
  return { ...NO_COUNTS, ...Object.fromEntries(known), all }
}

function moreOf({ answers }: Asking, kind: Exclude<Kind, 'all'>): boolean {
  return kind !== 'rooms' && kind !== 'people' && answers !== null && answers[kind].more !== null
}

function holdsSome({ hits }: HitGroup): boolean {
  return hits.length > 0
}

/** A row that does something to the list. */
function deed(key: string, name: string, icon: typeof ChevronRight, run: () => void): Hit {
  return {
    key,
    look: 'one',
    row: <Line face={<Icon of={icon} className="muted" />} name={<span className="link">{name}</span>} />,
    spot: null,
    open() {
      run()
      return false
    },
  }
}

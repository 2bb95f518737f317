import { parseQuery, soughtWords } from '@naniwa/contract'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { useClient } from '../live/client.ts'
import type { Shown } from '../rooms/shown.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { BareDialog } from '../ui/Dialog.tsx'
import { useMedia } from '../ui/media.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { Context } from './Context.tsx'
import { HitList } from './HitList.tsx'
import type { Hit } from './hits.ts'
import { Foot, NoHits, Notices } from './notes.tsx'
import { type Asked, NOTHING_ASKED, queryOf } from './query.ts'
import { noteSearch } from './recent-searches.ts'
import { SearchBox } from './SearchBox.tsx'
import { today } from './suggestions.tsx'
import { type Kind, kinds, type Search, setTrail } from './trail.ts'
import { type Asking, useAnswers } from './use-answers.ts'
import { type Groups, useGroups } from './use-groups.tsx'

/** There is room for what was said around a hit. */
const WIDE = '(min-width: 1024px)'

export interface SearchDialogProps extends Shown {
  /** What to begin with: a room, or the search one comes back to. */
  search?: Partial<Search>
}

/** Ctrl/⌘ K: finds what was said, tasks and files; goes to a room or a person. */
export function SearchDialog({ open, onOpenChange, finalFocus, search }: SearchDialogProps) {
  const text = useText().search
  const input = useRef<HTMLInputElement>(null)
  return (
    <BareDialog
      open={open}
      onOpenChange={onOpenChange}
      label={text.label}
      className="palette"
      initialFocus={input}
      finalFocus={finalFocus}
    >
      <Finder input={input} onDone={onOpenChange} begin={search} />
    </BareDialog>
  )
}

interface FinderProps {
  input: React.RefObject<HTMLInputElement | null>
  onDone: () => void
  begin: Partial<Search> | undefined
}

function Finder({ input, onDone, begin }: FinderProps) {
  const client = useClient()
  const list = useId()
  const isWide = useMedia(WIDE)
  const [asked, setAsked] = useState<Asked>(begin?.asked ?? NOTHING_ASKED)
  const [kind, setKind] = useState<Kind>(begin?.kind ?? 'all')
  const [chosen, setChosen] = useState(begin?.chosen ?? null)
  const [isComposing, setComposing] = useState(false)
  const [busy, setBusy] = useState<string | null>(null)
  const asking = useAnswers(meantBy(asked), isComposing)
  const words = useMemo(() => wordsOf(asking.answers?.query ?? queryOf(asked)), [asking.answers, asked])
  const groups = useGroups({ asked, kind, asking, words, onAsked: ask, onKind: show })
  const hits = groups.groups.flatMap((group) => group.hits)
  const active = hits.find(({ key }) => key === chosen) ?? groups.first

  function ask(next: Asked) {
    setAsked(next)
    setChosen(null)
    if (queryOf(next) === '') setKind('all')
    input.current?.focus()
  }

  function show(next: Kind) {
    setKind(next)
    setChosen(null)
  }

  async function open(hit: Hit) {
    if (busy !== null) return
    if (hit.spot?.messageId) leaveTrail(hit)
    const outcome = hit.open()
    if (typeof outcome !== 'boolean') setBusy(hit.key)
    if (await outcome) {
      noteSearch(client.accountId, asked)
      onDone()
    }
    setBusy(null)
  }

  function leaveTrail(hit: Hit) {
    const messages = hits.flatMap(({ key, spot }) =>
      spot?.messageId ? [{ key, roomId: spot.roomId, messageId: spot.messageId }] : [],
    )
    const search: Search = { asked, kind, chosen: hit.key }
    setTrail({ search, words, stops: messages, at: messages.findIndex(({ key }) => key === hit.key) })
  }

  function onKeyDown(event: KeyboardEvent) {
    // While an input method is converting, Enter and the arrows are its own.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Enter') {
      event.preventDefault()
      if (active) void open(active)
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || !active) return
    event.preventDefault()
    const to = (hits.indexOf(active) + step + hits.length) % hits.length
    setChosen(hits[to]?.key ?? null)
  }

  return (
    <>
      <SearchBox
        asked={asked}
        onAsked={ask}
        onComposing={setComposing}
        onKeyDown={onKeyDown}
        onDone={onDone}
        input={input}
        list={list}
        active={active && `${list}-${active.key}`}
        isBusy={asking.isBusy}
      />
      <Kinds
        kind={kind}
        onKind={show}
        counts={groups.counts}
        asking={asking}
        panel={active ? list : null}
        onLeave={() => input.current?.focus()}
      />
      <div className="two">
        <div className="side">
          <Notices asking={asking} isAsked={queryOf(asked) !== ''} />
          {active ? (
            <HitList
              id={list}
              groups={groups.groups}
              active={active.key}
              busy={busy}
              onPoint={setChosen}
              onOpen={(hit) => void open(hit)}
              onEnd={kind === 'messages' || kind === 'tasks' || kind === 'files' ? () => asking.more(kind) : undefined}
            />
          ) : (
            <NoHits asked={asked} asking={asking} isSettled={isSettled(asking, asked)} onAsked={ask} />
          )}
        </div>
        {isWide && <Context spot={active?.spot ?? null} words={words} onOpen={() => active && void open(active)} />}
      </div>
      <Foot onAsked={(operator) => ask({ ...asked, typed: `${asked.typed}${spaceAfter(asked.typed)}${operator}` })} />
    </>
  )
}

/** Empty while a query asks for nothing yet, as 「in:」 does. */
function meantBy(asked: Asked): string {
  const query = queryOf(asked)
  return parseQuery(query, today()).length === 0 ? '' : query
}

function wordsOf(query: string): readonly string[] {
  return soughtWords(parseQuery(query, today()))
}

/** Nothing more comes without another question. */
function isSettled({ answers, isBusy, failure }: Asking, asked: Asked): boolean {
  return failure === null && !isBusy && answers?.query === meantBy(asked)
}

function spaceAfter(typed: string): string {
  return typed === '' || /\s$/.test(typed) ? '' : ' '
}

interface KindsProps {
  kind: Kind
  onKind: (kind: Kind) => void
  counts: Groups['counts']
  asking: Asking
  /** The list of hits, if there are any. */
  panel: string | null
  /** Arrow down: back to the list, whose keys the input takes. */
  onLeave: () => void
}

function Kinds({ kind, onKind, counts, asking: { answers, isBusy }, panel, onLeave }: KindsProps) {
  const text = useText().search
  const format = useFormat()
  const tabs = kinds.map((value) => {
    const known = counts[value]
    const number = known && format.number(known.count)
    const count = known && number !== null ? { text: known.isAll ? number : text.atLeast(number) } : undefined
    return { value, text: text.kinds[value], ...(count && { count }) }
  })
  function leave(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    onLeave()
  }
  const seconds = answers && format.number(Math.max(0.01, Math.round(answers.seconds * 100) / 100))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: one more key of the tabs within
    <div className="kinds" onKeyDown={leave}>
      <Tabs label={text.kinds.label} look="round" value={kind} onValue={onKind} tabs={tabs} {...(panel && { panel })} />
      <span className="end quiet">{seconds && text.took(seconds)}</span>
      <span className="sr" role="status">
        {answers && !isBusy && counts[kind] && text.found(format.number(counts[kind].count))}
      </span>
    </div>
  )
}

import type { Member } from '@naniwa/contract'
import { ChevronDown } from 'lucide-react'
import { useMemo } from 'react'
import { Virtualizer } from 'virtua'
import { useMembers } from '../live/client.ts'
import type { TimelineView } from '../sync/timelines.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { Ring } from '../ui/Ring.tsx'
import { useDesk, useDeskRoom } from './desk.ts'
import { EntryRow } from './EntryRow.tsx'
import { MessageRow } from './MessageRow.tsx'
import { RoomStart } from './RoomStart.tsx'
import { rowsOf, type TimelineRow } from './rows.ts'
import { useTimelineKeys } from './timeline-keys.ts'
import { type Jump, type TimelineScroll, useTimelineScroll } from './timeline-scroll.ts'

export interface TimelineProps {
  view: TimelineView
  jump: Jump | null
  /** The message one was led to, for a moment. */
  foundId: string | null
  /** Given to the page, so that sending can bring the end into sight. */
  scrollRef: { current: TimelineScroll | null }
  onEscape: () => void
}

/** The log of a room. Only the rows in sight are drawn. */
export function Timeline({ view, jump, foundId, scrollRef, onEscape }: TimelineProps) {
  const { messages: text } = useText()
  const { me, room } = useDesk()
  const rows = useMemo(() => rowsOf(view, me.accountId), [view, me.accountId])
  const members = useMembers(room.id)
  const scroll = useTimelineScroll({ roomId: room.id, view, rows, jump })
  scrollRef.current = scroll
  const {
    keepMounted,
    focusRow: _,
    ...keys
  } = useTimelineKeys({ list: scroll.list, scroller: scroll.scroller, rows, onEscape })
  const hasOlder = (view.messages[0]?.number ?? 1) > 1
  return (
    <div className="logbox">
      <div
        className="timeline scroll"
        id="log"
        role="log"
        aria-label={text.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the log is scrolled and read by keys
        tabIndex={0}
        ref={scroll.scroller}
        onWheel={scroll.onUserScroll}
        onTouchMove={scroll.onUserScroll}
        onPointerDown={scroll.onUserScroll}
        onKeyDownCapture={scroll.onUserScroll}
        {...keys}
      >
        <div className="lift" />
        <Virtualizer
          key={view.stretch}
          ref={scroll.list}
          as="ol"
          item="li"
          shift={view.startMoved}
          startMargin={8}
          bufferSize={600}
          keepMounted={keepMounted}
          onScroll={scroll.onScroll}
          onResize={scroll.onResize}
        >
          {rows.map((row, index) => (
            <div key={row.key} className={classes('logrow', index === rows.length - 1 && 'last')}>
              {index === 0 && !hasOlder && <RoomStart />}
              <Row row={row} members={members} isFound={row.key === foundId} />
            </div>
          ))}
        </Virtualizer>
      </div>
      {hasOlder && <OlderNote scroll={scroll} />}
      {scroll.below && <ToNewest lastSeen={scroll.below.lastSeen} onGo={scroll.toNewest} />}
    </div>
  )
}

interface RowProps {
  row: TimelineRow
  members: ReadonlyMap<number, Member>
  isFound: boolean
}

function Row({ row, members, isFound }: RowProps) {
  const { me } = useDesk()
  const { message, entry, startsDay, unread, isContinued } = row
  if (entry) {
    return <EntryRow entry={entry} author={members.get(me.accountId)} startsDay={startsDay} isContinued={isContinued} />
  }
  if (!message) return null
  return (
    <MessageRow
      message={message}
      author={members.get(message.accountId)}
      startsDay={startsDay}
      unread={unread}
      isContinued={isContinued}
      isFound={isFound}
    />
  )
}

/** Only seen by those who scroll faster than history comes. */
function OlderNote({ scroll }: { scroll: TimelineScroll }) {
  const { messages: text } = useText()
  const isNear = (scroll.scroller.current?.scrollTop ?? 1) < 1
  if (!isNear) return null
  return (
    <p className="older quiet">
      <Ring />
      {text.loading}
    </p>
  )
}

function ToNewest({ lastSeen, onGo }: { lastSeen: number; onGo: () => Promise<void> }) {
  const { messages: text } = useText()
  const format = useFormat()
  const room = useDeskRoom()
  const count = Math.max(0, room.lastNumber - Math.max(lastSeen, room.readNumber))
  return (
    <button type="button" className={classes('newest', count > 0 && 'some')} onClick={() => void onGo()}>
      <Icon of={ChevronDown} size="sm" />
      {count > 0 ? text.newBelow(format.number(count)) : text.toNewest}
    </button>
  )
}

import { History, SearchX, WifiOff } from 'lucide-react'
import { useStatus } from '../live/client.ts'
import { failureText } from '../text/failure.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Banner, Delayed, EmptyState, Skeleton } from '../ui/Feedback.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { filterText } from './FilterWords.tsx'
import type { Asked } from './query.ts'
import type { Asking } from './use-answers.ts'

/** An index that is less behind than this is not worth a word; seconds. */
const LATE = 5

/** What the reader should know of the answer: that it is old, that it is not there, and why. */
export function Notices({ asking: { answers, failure, retry }, isAsked }: { asking: Asking; isAsked: boolean }) {
  const text = useText()
  const format = useFormat()
  const { kind: status } = useStatus()
  if (!isAsked) return null
  if (status === 'offline' || status === 'waiting' || status === 'stopped') {
    return (
      <Banner shape="box" icon={WifiOff}>
        {text.search.offline}
      </Banner>
    )
  }
  if (failure) {
    return (
      <Banner shape="box" tone="bad" action={{ text: text.search.retry, onSelect: retry }}>
        {failureText(text, failure)}
      </Banner>
    )
  }
  if (!answers || answers.lag < LATE) return null
  const { behind, behindMinutes } = text.search
  return (
    <Banner shape="box" icon={History}>
      {answers.lag < 120
        ? behind(format.number(answers.lag))
        : behindMinutes(format.number(Math.round(answers.lag / 60)))}
    </Banner>
  )
}

export interface NoHitsProps {
  asked: Asked
  asking: Asking
  /** It is certain that there are none. */
  isSettled: boolean
  onAsked: (asked: Asked) => void
}

export function NoHits({ asked, asking, isSettled, onAsked }: NoHitsProps) {
  const all = useText()
  const text = all.search
  const { kind: status } = useStatus()
  const isOffline = status === 'offline' || status === 'waiting' || status === 'stopped'
  if (!isSettled && !isOffline) return <div className="hits">{asking.failure === null && <Waiting />}</div>
  const { filters, typed } = asked
  const words = typed.trim()
  const isRoomOnly = filters.every(({ operator }) => operator === 'in')
  return (
    <div className="hits">
      <EmptyState
        icon={SearchX}
        title={words === '' ? text.noneHere : text.none(words)}
        action={
          filters.length > 0 && (
            <Button onClick={() => onAsked({ filters: [], typed })}>{isRoomOnly ? text.everywhere : text.widen}</Button>
          )
        }
      >
        {filters.length > 0 ? text.noneIn(filters.map((one) => filterText(one, all)).join(' ')) : text.noneText}
      </EmptyState>
    </div>
  )
}

function Waiting() {
  return (
    <Delayed>
      {['62%', '84%', '48%', '71%'].map((width) => (
        <div className="hit" key={width}>
          <Skeleton shape="circle" width="28px" height="28px" />
          <div className="grow stack">
            <Skeleton width="32%" />
            <Skeleton width={width} />
          </div>
        </div>
      ))}
    </Delayed>
  )
}

const OFFERED = ['from:', 'in:', 'to:me ', 'has:file ', 'before:', '-'] as const

/** The keys, and what narrows a search down, to press. */
export function Foot({ onAsked }: { onAsked: (operator: string) => void }) {
  const text = useText().search
  return (
    <footer className="keys">
      <span>
        <Kbd keys="Up" />
        <Kbd keys="Down" /> {text.keys.choose}
      </span>
      <span>
        <Kbd keys="Enter" /> {text.keys.open}
      </span>
      <span>
        <Kbd keys="Tab" /> {text.keys.kind}
      </span>
      <span className="end">
        {text.narrowBy}
        {OFFERED.map((operator) => (
          <button type="button" key={operator} onClick={() => onAsked(operator)}>
            <code>{operator === '-' ? `-${text.without}` : operator}</code>
          </button>
        ))}
      </span>
    </footer>
  )
}

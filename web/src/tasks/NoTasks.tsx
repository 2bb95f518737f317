import { CircleCheckBig, SearchX } from 'lucide-react'
import { useStatus } from '../live/client.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Delayed, EmptyState, Skeleton } from '../ui/Feedback.tsx'
import { useTaskDialogs } from './dialogs.ts'
import { isFiltered, type Tab, type TaskFilter } from './filter.ts'

export interface NoTasksProps {
  tab: Tab
  /** Nothing is missing: there really are none. */
  isWhole: boolean
  filter: TaskFilter
  onClear: () => void
}

/** In place of a list that has nothing in it, or not yet. */
export function NoTasks({ tab, isWhole, filter, onClear }: NoTasksProps) {
  const { tasks: text } = useText()
  const { add } = useTaskDialogs()
  const isLive = useStatus().kind === 'live'
  if (isFiltered(filter)) {
    return (
      <EmptyState icon={SearchX} title={text.noHits} action={<Button onClick={onClear}>{text.clearFilters}</Button>}>
        {text.noHitsText}
      </EmptyState>
    )
  }
  if (!isWhole || !isLive) return <Bones />
  const [title, words] = {
    mine: [text.noMine, text.noMineText],
    asked: [text.noAsked, text.noAskedText],
    done: [text.noDone, text.noDoneText],
  }[tab]
  const action = tab === 'done' ? undefined : <Button onClick={() => add({})}>{text.add}</Button>
  return (
    <EmptyState icon={CircleCheckBig} title={title} action={action}>
      {words}
    </EmptyState>
  )
}

function Bones() {
  return (
    <Delayed>
      {['52%', '38%', '60%', '44%', '56%'].map((width) => (
        <div key={width} className="trow">
          <Skeleton width="18px" height="18px" shape="circle" />
          <Skeleton width={width} />
        </div>
      ))}
    </Delayed>
  )
}

import { Move } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import type { Lifted } from './lift.ts'
import { useTitle } from './words.ts'

export interface CarryingProps {
  lifted: Lifted | null
  /** The place it is over, in words. */
  place: string
  /** Where the arrows lead. */
  unit: string
  /** The last step, said aloud. */
  said: string
}

/** What is carried, where it is, and the keys that go on. */
export function Carrying({ lifted, place, unit, said }: CarryingProps) {
  return (
    <>
      <p className="sr" aria-live="assertive">
        {said}
      </p>
      {lifted &&
        (lifted.at ? <Dragged lifted={lifted} at={lifted.at} /> : <Bar lifted={lifted} place={place} unit={unit} />)}
    </>
  )
}

function Dragged({ lifted, at }: { lifted: Lifted; at: NonNullable<Lifted['at']> }) {
  const title = useTitle(lifted.task)
  const style = { '--x': `${at.x}px`, '--y': `${at.y}px` } as CSSProperties
  return (
    <div className="bcard lift dragged" style={style} aria-hidden="true">
      <div className="t">{title}</div>
    </div>
  )
}

function Bar({ lifted, place, unit }: { lifted: Lifted; place: string; unit: string }) {
  const { tasks: text } = useText()
  const title = useTitle(lifted.task)
  const short = title.length > 12 ? `${title.slice(0, 12)}…` : title
  return (
    <div className="toast carrying" aria-hidden="true">
      <Icon of={Move} size="sm" />
      <span>{text.moving(short, place)}</span>
      <span className="row g1">
        <kbd>←</kbd>
        <kbd>→</kbd>
        {unit}
      </span>
      <span className="row g1">
        <Kbd keys="Space" />
        {text.keyDrop}
      </span>
      <span className="row g1">
        <Kbd keys="Esc" />
        {text.keyCancel}
      </span>
    </div>
  )
}

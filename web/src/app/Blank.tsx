import { Delayed } from '../ui/Feedback.tsx'
import { Ring } from '../ui/Ring.tsx'

/** Before anything is known: nothing, and after a moment a ring. */
export function Blank() {
  return (
    <main className="blank">
      <Delayed>
        <Ring />
      </Delayed>
    </main>
  )
}

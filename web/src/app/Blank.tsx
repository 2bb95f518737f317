import { Sheet } from '../frame/AppFrame.tsx'
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

/** The same, in the place of a page. */
export function BlankSheet() {
  return (
    <Sheet>
      <div className="blank">
        <Delayed>
          <Ring />
        </Delayed>
      </div>
    </Sheet>
  )
}

import { ArrowLeft, ChevronDown, ChevronUp, X } from 'lucide-react'
import { navigate } from '../app/router.ts'
import { paths } from '../frame/paths.ts'
import { useRoomDialogs } from '../rooms/dialogs.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { setTrail, type Trail } from './trail.ts'

/** Above the messages of a room that a search led to: back to the results, or on to the next one. */
export function TrailBar({ trail }: { trail: Trail }) {
  const text = useText().search
  const format = useFormat()
  const { open } = useRoomDialogs()
  const { stops, at, search } = trail

  function go(to: number) {
    const stop = stops[to]
    if (!stop) return
    setTrail({ ...trail, at: to, search: { ...search, chosen: stop.key } })
    navigate(paths.room(stop.roomId, stop.messageId), 'replace')
  }

  return (
    <nav className="trail" aria-label={text.results}>
      <Button size="sm" variant="ghost" icon={ArrowLeft} onClick={() => open({ kind: 'switcher', search })}>
        {text.back}
      </Button>
      <span className="end quiet num">{text.place(format.number(at + 1), format.number(stops.length))}</span>
      <IconButton icon={ChevronUp} size="sm" label={text.previous} disabled={at === 0} onClick={() => go(at - 1)} />
      <IconButton
        icon={ChevronDown}
        size="sm"
        label={text.next}
        disabled={at === stops.length - 1}
        onClick={() => go(at + 1)}
      />
      <IconButton icon={X} size="sm" label={text.closeTrail} onClick={() => setTrail(null)} />
    </nav>
  )
}

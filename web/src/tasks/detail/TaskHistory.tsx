import { dueDay, type Task, type TaskDeed } from '@naniwa/contract'
import { useState } from 'react'
import { paths } from '../../frame/paths.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { momentOf } from '../dates.ts'
import { useName } from '../parts.tsx'
import { deviceZone } from '../use-tasks.ts'
import { useDueWords } from '../words.ts'

/** Lines shown at first. */
const SHOWN = 6

/** Who did what with it, and when; the last first. */
export function TaskHistory({ task, deeds }: { task: Task; deeds: readonly TaskDeed[] }) {
  const { tasks: text } = useText()
  const [isAll, setAll] = useState(false)
  const lines = deeds.toReversed()
  if (lines.length === 0) return null
  return (
    <section aria-label={text.history}>
      <div className="row">
        <h3 className="label">{text.history}</h3>
        {lines.length > SHOWN && !isAll && (
          <button type="button" className="link end small" onClick={() => setAll(true)}>
            {text.allDeeds}
          </button>
        )}
      </div>
      <ol className="deeds">
        {lines.slice(0, isAll ? lines.length : SHOWN).map((deed) => (
          <Line key={`${deed.tick}-${deed.what}`} task={task} deed={deed} />
        ))}
      </ol>
    </section>
  )
}

/** One thing done; it leads to the message that told the room of it. */
function Line({ task: { roomId }, deed }: { task: Task; deed: TaskDeed }) {
  const format = useFormat()
  const words = useDeedWords(roomId, deed)
  return (
    <li className="logline">
      {deed.messageId ? <a href={paths.room(roomId, deed.messageId)}>{words}</a> : <span>{words}</span>}
      <time dateTime={new Date(deed.at).toISOString()} title={format.dateTime(deed.at)}>
        {format.short(deed.at)}
      </time>
    </li>
  )
}

function useDeedWords(roomId: number, { what, accountId, to, due, changes }: TaskDeed): string {
  const { tasks: text, messages } = useText()
  const dueWords = useDueWords()
  const format = useFormat()
  const by = messages.honorific(useName(accountId, roomId))
  const whom = messages.honorific(useName(to ?? accountId, roomId))
  const { deeds } = text
  const dueOn = due && dueDay(due, deviceZone())
  if (what === 'followed') return deeds.followed(dueOn ? format.date(momentOf(dueOn)) : text.dueNone)
  if (what === 'added') return to === null || to === accountId ? deeds.added(by) : deeds.asked(by, whom)
  if (what !== 'changed') return deeds[what](by)
  const [only] = changes
  if (changes.length === 1 && only === 'accountId') return to === accountId ? deeds.took(by) : deeds.given(by, whom)
  if (changes.length === 1 && only === 'due' && due) return deeds.due(by, dueWords(due, 'full'))
  return deeds.changed(by, text.joinChanges(changes.map((change) => text.changes[change])))
}

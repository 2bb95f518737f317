import type { Task } from '@naniwa/contract'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Meter } from '../../ui/Feedback.tsx'
import { Checklist } from '../form/Checklist.tsx'
import { useTaskVerbs } from '../task-verbs.ts'

/** The task's items, with how many are done. */
export function TaskChecklist({ task }: { task: Task }) {
  const { tasks: text } = useText()
  const format = useFormat()
  const { check, edit, mayChange } = useTaskVerbs()
  const { checklist } = task
  const canChange = mayChange(task)
  if (checklist.length === 0 && !canChange) return null
  const done = checklist.filter((item) => item.done).length
  return (
    <section aria-label={text.checklist}>
      <div className="row">
        <h3 className="label">{text.checklist}</h3>
        {checklist.length > 0 && (
          <>
            <span className="quiet num" aria-hidden="true">
              {format.number(done)}/{format.number(checklist.length)}
            </span>
            <span className="end progress">
              <Meter
                label={text.checked(format.number(done), format.number(checklist.length))}
                part={done / checklist.length}
              />
            </span>
          </>
        )}
      </div>
      <Checklist
        items={checklist}
        look={canChange ? 'editable' : 'still'}
        onCheck={({ id }, isDone) => id !== undefined && check(task, id, isDone)}
        onItems={(items) => void edit(task, { checklist: items })}
      />
    </section>
  )
}

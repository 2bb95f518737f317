import type { Task } from '@naniwa/contract'
import { Check, Ellipsis, Link, Pencil, RotateCcw, SearchX, Trash2, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Delayed, EmptyState, Skeleton } from '../ui/Feedback.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx'
import { narrow, useMedia } from '../ui/media.ts'
import { TaskBody } from './detail/TaskBody.tsx'
import { TaskChecklist } from './detail/TaskChecklist.tsx'
import { TaskHistory } from './detail/TaskHistory.tsx'
import { TaskProps } from './detail/TaskProps.tsx'
import { TaskTalk } from './detail/TaskTalk.tsx'
import { useTaskDialogs } from './dialogs.ts'
import { useTaskVerbs } from './task-verbs.ts'
import { useAbout } from './use-about.ts'
import { useTask } from './use-tasks.ts'

export interface TaskPaneProps {
  roomId: number
  id: number
  onClose: () => void
}

/** All about one task: beside the page, or over it on a narrow screen. */
export function TaskPane({ roomId, id, onClose }: TaskPaneProps) {
  const { tasks: text } = useText()
  const { task, failure } = useTask(roomId, id)
  const isOver = useMedia(narrow)
  const pane = useRef<HTMLElement>(null)
  const [isEditing, setEditing] = useState(false)
  const isKnown = task !== undefined

  // Over the page it takes focus, as it covers what had it.
  useEffect(() => {
    if (isOver && isKnown) pane.current?.querySelector<HTMLElement>('button')?.focus()
  }, [isOver, isKnown])

  return (
    <aside
      className="pane detail"
      aria-label={text.detail}
      ref={pane}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <Head task={task} onClose={onClose} onEdit={() => setEditing(true)} />
      {task ? (
        <div className="scroll">
          <TaskBody task={task} isEditing={isEditing} onEditing={setEditing} />
          <TaskProps task={task} />
          <TaskChecklist task={task} />
          <About key={task.id} task={task} />
        </div>
      ) : failure ? (
        <EmptyState icon={SearchX} title={text.gone}>
          {text.goneText}
        </EmptyState>
      ) : (
        <Delayed>
          <div className="scroll stack g4">
            <Skeleton width="70%" height="18px" />
            <Skeleton width="52%" />
            <Skeleton width="60%" />
          </div>
        </Delayed>
      )}
    </aside>
  )
}

/** What was said about it, and what was done with it. */
function About({ task }: { task: Task }) {
  const about = useAbout(task)
  return (
    <>
      <TaskTalk task={task} comments={about?.comments ?? null} />
      {about && <TaskHistory task={task} deeds={about.deeds} />}
    </>
  )
}

interface HeadProps {
  task: Task | undefined
  onClose: () => void
  onEdit: () => void
}

function Head({ task, onClose, onEdit }: HeadProps) {
  const { tasks: text, ui } = useText()
  const { setDone, copyLink, mayChange } = useTaskVerbs()
  const { remove } = useTaskDialogs()
  const isDone = task?.status === 'done'
  const canChange = task !== undefined && mayChange(task)
  return (
    <header className="head">
      {task && canChange && (
        <Button size="sm" icon={isDone ? RotateCcw : Check} onClick={() => void setDone(task, !isDone)}>
          {isDone ? text.reopen : text.markDone}
        </Button>
      )}
      <span className="acts">
        {task && <IconButton icon={Link} label={text.copyLink} side="bottom" onClick={() => copyLink(task)} />}
        {task && canChange && (
          <Menu align="end" trigger={<IconButton icon={Ellipsis} label={text.actions} side="bottom" />}>
            <MenuItem icon={Pencil} onSelect={onEdit}>
              {text.editBody}
            </MenuItem>
            <MenuLine />
            <MenuItem icon={Trash2} tone="danger" onSelect={() => remove(task, onClose)}>
              {text.delete}
            </MenuItem>
          </Menu>
        )}
        <IconButton icon={X} label={ui.close} side="bottom" onClick={onClose} />
      </span>
    </header>
  )
}

import type { Task } from '@naniwa/contract'
import { Plus } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { classes } from '../../ui/classes.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { Carrying } from '../Carrying.tsx'
import { byLatest, bySoonest } from '../dates.ts'
import { useTaskDialogs } from '../dialogs.ts'
import { otherOf } from '../filter.ts'
import { keyOf, type Lifted, useLift } from '../lift.ts'
import { useTaskVerbs } from '../task-verbs.ts'
import { useHere } from '../use-tasks.ts'
import { usePlainTitle } from '../words.ts'
import { BoardCard } from './BoardCard.tsx'
import { useBoardKeys } from './board-keys.ts'
import { type BoardOrder, beginIn, type Column, columnOf, columnsBy, type Move, moveTo } from './columns.ts'

export interface BoardProps {
  tasks: readonly Task[]
  order: BoardOrder
  myId: number
  openId: number | null
}

/** Cards drawn of a column. */
const SHOWN = 100

/** Tasks in columns. A card that is moved to another column becomes what the column says. */
export function Board({ tasks, order, myId, openId }: BoardProps) {
  const { tasks: text } = useText()
  const here = useHere()
  const board = useRef<HTMLDivElement>(null)
  const columns = columnsBy(order, here)
  const byColumn = useMemo(() => {
    const held = Map.groupBy([...tasks].sort(bySoonest(here.zone)), (task) => columnOf(task, order, here))
    held.set('done', (held.get('done') ?? []).sort(byLatest))
    return held
  }, [tasks, order, here])
  const { lifted, said, on, onBlur } = useBoardLift({ tasks, order, columns })
  const keys = useBoardKeys(board)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and pointers go on from the cards inside
    <div
      className="board"
      ref={board}
      {...on}
      onBlur={onBlur}
      onKeyDown={(event) => {
        on.onKeyDown(event)
        if (!event.defaultPrevented) keys.onKeyDown(event)
      }}
    >
      {columns.map((column) => (
        <ColumnPart
          key={column}
          column={column}
          tasks={byColumn.get(column) ?? []}
          order={order}
          lifted={lifted}
          myId={myId}
          openId={openId}
        />
      ))}
      <Carrying
        lifted={lifted}
        place={lifted ? text.columns[lifted.over as Column] : ''}
        unit={text.keyColumn}
        said={said}
      />
    </div>
  )
}

function useBoardLift({ tasks, order, columns }: Pick<BoardProps, 'tasks' | 'order'> & { columns: readonly Column[] }) {
  const { tasks: text } = useText()
  const here = useHere()
  const titleOf = usePlainTitle()
  const { mayChange } = useTaskVerbs()
  const move = useMove()
  return useLift({
    find: (key) => tasks.find((task) => keyOf(task) === key),
    placeOf: (task) => columnOf(task, order, here),
    mayLift: mayChange,
    step: (key, over) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
      if (step === undefined) return key.startsWith('Arrow') ? over : null
      const at = columns.indexOf(over as Column) + step
      return columns[Math.min(Math.max(at, 0), columns.length - 1)] ?? over
    },
    onDrop: (task, over) => {
      const changes = moveTo(task, over as Column, order, here)
      if (changes) move(task, changes, text.dropped(titleOf(task), text.columns[over as Column]))
    },
    words: {
      lifted: (task, over) => text.lifted(titleOf(task), text.columns[over as Column]),
      over: (over) => text.over(text.columns[over as Column]),
      returned: (task) => text.returned(titleOf(task)),
    },
  })
}

/** Makes a task what its new column says; a toast says so, or why it cannot be. */
function useMove(): (task: Task, move: Move, words: string) => void {
  const { tasks: text } = useText()
  const toast = useToast()
  const { setDone, edit } = useTaskVerbs()
  return async (task, { status, ...changes }, words) => {
    if (changes.due?.type === 'none' && task.recurrence) return toast({ text: text.repeatedNeedsDue })
    if (status && !(await setDone(task, status === 'done'))) return
    if (Object.keys(changes).length > 0 && !(await edit(task, changes))) return
    if (!status) toast({ text: words })
  }
}

interface ColumnPartProps {
  column: Column
  tasks: readonly Task[]
  order: BoardOrder
  lifted: Lifted | null
  myId: number
  openId: number | null
}

function ColumnPart({ column, tasks, order, lifted, myId, openId }: ColumnPartProps) {
  const { tasks: text } = useText()
  const format = useFormat()
  const { add } = useTaskDialogs()
  const here = useHere()
  const name = text.columns[column]
  const isOver = lifted !== null && lifted.over === column && lifted.from !== column
  const move = isOver ? moveTo(lifted.task, column, order, here) : null
  return (
    <section
      className={classes('bcol', isOver && 'over')}
      aria-label={text.columnOf(name, format.number(tasks.length))}
      data-drop={column}
    >
      <header>
        <h2>{name}</h2>
        <span className="quiet num">{format.number(tasks.length)}</span>
        {column !== 'done' && (
          <IconButton icon={Plus} size="xs" label={text.addHere} onClick={() => add(beginIn(column, here))} />
        )}
      </header>
      <ul className="scroll">
        {isOver && lifted.at && <li className="slot" aria-hidden="true" />}
        {isOver && !lifted.at && (
          <BoardCard
            task={{ ...lifted.task, ...move }}
            was={lifted.task}
            personId={otherOf(lifted.task, myId)}
            look="lifted"
          />
        )}
        {tasks.slice(0, SHOWN).map((task) => (
          <BoardCard
            key={keyOf(task)}
            task={task}
            personId={otherOf(task, myId)}
            look={lifted && keyOf(lifted.task) === keyOf(task) ? 'left' : task.id === openId ? 'open' : 'still'}
          />
        ))}
        {tasks.length > SHOWN && <li className="quiet cmore">{text.more(format.number(tasks.length - SHOWN))}</li>}
      </ul>
    </section>
  )
}

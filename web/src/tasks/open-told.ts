import { api, applyTasks, type Message } from '@naniwa/contract'
import { useClient } from '../live/client.ts'
import type { Client } from '../sync/client.ts'
import { useText } from '../text/text.ts'
import { useToast } from '../ui/Toast.tsx'
import { useOpenTask } from './dialogs.ts'
import { toldOf, toldTask } from './told.ts'

/** Opens the task a system message tells of; says so where there is none any more. */
export function useOpenTold(): (message: Message) => void {
  const client = useClient()
  const openTask = useOpenTask()
  const toast = useToast()
  const { tasks: text } = useText()

  async function open(message: Message) {
    const told = toldOf(message)
    if (!told) return
    const find = () => toldTask(message, told, client.tasks.room(message.roomId))
    const known = find()
    if (!known) await readDone(client, message.roomId).catch(() => {})
    const task = known ?? find()
    if (task) openTask(task)
    else toast({ text: text.gone })
  }
  return (message) => void open(message)
}

/** Those that were done are not held of every room. */
async function readDone(client: Client, roomId: number): Promise<void> {
  const answer = await client.call(api.tasks.list, { roomId, status: 'done' })
  const copy = client.engine.room(roomId)
  if (copy && applyTasks(copy, answer, 'some')) client.engine.changed(roomId)
}

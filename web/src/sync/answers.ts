import type { Change, Endpoint } from '@naniwa/contract'

/*
 * The output of a verb that changes something is the payload of the event that tells everyone else. So an answer is merged
 * as that event: whichever comes first counts, the other is ignored by its clock.
 */

const events = {
  'messages.send': 'message',
  'messages.edit': 'message',
  'messages.delete': 'message',
  'messages.react': 'message',
  'files.delete': 'file',
  'messages.read': 'myRoom',
  'messages.unread': 'myRoom',
  'rooms.arrange': 'myRoom',
  'rooms.update': 'room',
  'members.setRole': 'member',
  'members.remove': 'member',
  'categories.save': 'category',
  'categories.remove': 'category',
  'bookmarks.add': 'bookmark',
  'bookmarks.remove': 'bookmark',
  'drafts.save': 'draft',
  'contacts.accept': 'contact',
  'contacts.reject': 'contact',
  'contacts.cancel': 'contact',
  'contacts.remove': 'contact',
  'contacts.block': 'contact',
  'contacts.withdraw': 'contactInvitation',
  'tasks.edit': 'task',
  'tasks.setStatus': 'task',
  'tasks.check': 'task',
  'tasks.delete': 'task',
  'accounts.updateProfile': 'me',
  'accounts.updateSettings': 'me',
} as const satisfies Record<string, Change['event']>

/** The events an answer stands for; none for a mere question. */
export function eventsOf(endpoint: Endpoint, output: unknown): Change[] {
  if (endpoint.name === 'members.add') {
    const { members } = output as { members: unknown[] }
    return members.map((data) => ({ event: 'member', data }) as Change)
  }
  if (endpoint.name === 'tasks.create') {
    const { tasks } = output as { tasks: unknown[] }
    return tasks.map((data) => ({ event: 'task', data }) as Change)
  }
  if (endpoint.name === 'files.complete') {
    const { files } = output as { files: unknown[] | null }
    return (files ?? []).map((data) => ({ event: 'file', data }) as Change)
  }
  const event = (events as Record<string, Change['event']>)[endpoint.name]
  return event ? [{ event, data: output } as Change] : []
}

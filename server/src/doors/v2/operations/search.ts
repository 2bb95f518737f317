import { api, type CallOf } from '@naniwa/contract'
import * as example from '../examples.ts'
import { count, id, pattern, text } from '../kinds.ts'
import { added, type Call, listed, type Operation, operation, required } from '../operation.ts'
import { tellNext } from '../page.ts'
import type { Answer } from '../views.ts'
import { fileReadScopes, fileViews } from './files.ts'
import { messageReadScopes, messageViews } from './messages.ts'
import { taskReadScopes, taskViews } from './tasks.ts'

const SEARCH_LIMIT = 40
const QUERY_LENGTH = 500

const parameters = {
  q: required(text(QUERY_LENGTH), 'What is sought.'),
  room_id: added(id, 'Only in this room.'),
  limit: added(count(SEARCH_LIMIT), 'How many at most.'),
  cursor: added(pattern('text', /^[0-9-]{5,60}$/), '`X-Next-Cursor` of the answer before.'),
}

interface Values {
  readonly q: string
  readonly room_id?: number | undefined
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

/** What the original does not have: one box over everything one may see. */
export const searchOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/search/messages',
    summary:
      'Messages of all one’s rooms that fulfil a query in the language of the search box, newest first. An answer may hold few or none and yet have an `X-Next-Cursor`: then there is more to look through.',
    isExtension: true,
    scopes: messageReadScopes,
    parameters,
    example: [{ room_id: 88, ...example.message }],
    run: (call, values) => answer(call, values, (asked) => call.verb(api.search.messages, asked), messageViews),
  }),
  operation({
    method: 'GET',
    path: '/search/tasks',
    summary:
      'Tasks of all one’s rooms that fulfil a query, by their text and checklist, the latest made first; `from:` is who asked, `to:` who is to do it.',
    isExtension: true,
    scopes: taskReadScopes,
    parameters,
    example: [{ room_id: 88, ...example.task }],
    run: (call, values) => answer(call, values, (asked) => call.verb(api.search.tasks, asked), taskViews),
  }),
  operation({
    method: 'GET',
    path: '/search/files',
    summary:
      'Files of all one’s rooms that fulfil a query, by their names, the latest sent first; `from:` is who sent it.',
    isExtension: true,
    scopes: fileReadScopes,
    parameters,
    example: [{ room_id: 88, ...example.file }],
    run: (call, values) => answer(call, values, (asked) => call.verb(api.search.files, asked), fileViews),
  }),
]

interface Found<T> {
  readonly hits: readonly T[]
  readonly more: string | null
}

/** The hits as everything of their kind is shown, each with its room. */
async function answer<T extends { roomId: number }>(
  call: Call,
  { q: query, room_id: roomId, limit = SEARCH_LIMIT, cursor }: Values,
  find: (asked: CallOf<typeof api.search.messages>) => Promise<Found<T>>,
  views: (call: Call, hits: readonly T[]) => Promise<Answer[]>,
) {
  const { hits, more } = await find({ query, limit, ...(roomId && { roomId }), ...(cursor && { cursor }) })
  tellNext(call, { limit, cursor }, more)
  const shown = await views(call, hits)
  return listed(shown.map((view, place) => ({ room_id: (hits[place] as T).roomId, ...view })))
}

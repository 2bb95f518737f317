import { z } from 'zod'
import { person } from './account.ts'
import { endpoint } from './endpoint.ts'
import { id, text } from './fields.ts'
import { file } from './file.ts'
import { message } from './message.ts'
import { QUERY_LENGTH } from './query.ts'
import { icon, roomType } from './room.ts'
import { task } from './task.ts'
import { isTimeZone } from './zone.ts'

/** Most hits in one answer. */
export const SEARCH_LIMIT = 40

const query = text(0, QUERY_LENGTH)

/** Days begin at midnight there; an IANA name. */
const timeZone = z.string().max(64).refine(isTimeZone, 'not a time zone').default('Asia/Tokyo')

/** Where an answer stopped, opaque. */
const cursor = z.string().regex(/^[0-9]{1,16}-[0-9]{1,16}-[0-9]{1,16}$/)

/** A room that one may go to, as little of it as a list shows. */
export const roomHit = z.strictObject({
  roomId: id,
  type: roomType,
  /** Empty for My chat and direct chats. */
  name: z.string(),
  icon,
  /** The other person of a direct chat. */
  person: person.nullable(),
})
export type RoomHit = z.infer<typeof roomHit>

const asking = z.strictObject({
  query,
  /** Only this room. */
  roomId: id.optional(),
  /** `more` of the answer before. */
  cursor: cursor.optional(),
  limit: z.int().min(1).max(SEARCH_LIMIT).default(SEARCH_LIMIT),
  timeZone,
})

const answered = {
  /** Whose they are, as their rooms show them. */
  people: z.array(person),
  /** To be sent as `cursor`; null when there is nothing older. */
  more: z.string().nullable(),
  /** Seconds of changes that the answer may not know of yet; 0 when it knows all. */
  lag: z.int().nonnegative(),
}

export const search = {
  messages: endpoint({
    name: 'search.messages',
    access: 'account',
    summary:
      'Messages of one’s rooms that fulfil a query in the language of the search box, newest first. An answer takes about a tenth of a second at most: with `more` and few hits, or none, the rest is got by asking on.',
    input: asking,
    output: z.strictObject({
      /** Places to highlight are found with `findRanges` and `soughtWords`. */
      hits: z.array(message),
      ...answered,
    }),
    errors: ['not_found'],
  }),
  tasks: endpoint({
    name: 'search.tasks',
    access: 'account',
    summary:
      'Tasks of one’s rooms that fulfil a query, the latest made first: by their text and checklist; `from:` is who asked, `to:` who is to do it.',
    input: asking,
    output: z.strictObject({ hits: z.array(task), ...answered }),
    errors: ['not_found'],
  }),
  files: endpoint({
    name: 'search.files',
    access: 'account',
    summary: 'Files of one’s rooms that fulfil a query, the latest sent first: by their names; `from:` is who sent it.',
    input: asking,
    output: z.strictObject({ hits: z.array(file), ...answered }),
    errors: ['not_found'],
  }),
  jump: endpoint({
    name: 'search.jump',
    access: 'account',
    summary: 'Where one may go: rooms and people whose names hold all words of the query, those used last first.',
    input: z.strictObject({ query, limit: z.int().min(1).max(SEARCH_LIMIT).default(8) }),
    output: z.strictObject({
      /** A group for each kind of thing. */
      groups: z.strictObject({ rooms: z.array(roomHit), people: z.array(person) }),
    }),
    errors: [],
  }),
}

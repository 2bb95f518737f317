/**
 * Which group a table's rows lie in when the database is sharded, and by which column. A new table needs its place here.
 */
export const GROUPS = {
  /** With its room. */
  room: {
    key: 'room_id',
    tables: [
      'room',
      'member',
      'message',
      'mention',
      'reaction',
      'join_request',
      'outbox',
      'task',
      'task_alarm',
      'task_deed',
      'search_room',
      'search_tail',
      'search_end',
      'search_mask',
      'search_segment',
      'search_item',
      'file',
      'blob_garbage',
      'file_restore',
    ],
  },
  /** With its account. */
  account: {
    key: 'account_id',
    tables: [
      'account',
      'session',
      'account_room',
      'category',
      'draft',
      'bookmark',
      'account_outbox',
      'upload',
      'api_token',
      'contact',
      'contact_invitation',
      'push_device',
      'push_held',
      'unread_mail',
      'webhook',
      'webhook_delivery',
      'api_mark',
      'api_window',
      'api_once',
      'oauth_connection',
    ],
  },
} as const
/** Small, and on every shard. */
export const REFERENCES = [
  'organization',
  'server_state',
  'image',
  'migration',
  'link_preview',
  'watch',
  'access_file',
  'oauth_app',
]
/** Each found by its own key, which its rows are spread by. */
const KEYS = {
  oauth_item: 'id',
  login: 'email',
  handle: 'chatwork_id',
  room_link: 'code',
  direct_room: 'low_account_id',
  ticket: 'token_hash',
  organization_storage: 'organization_id',
}
export const LOOK_UPS = Object.keys(KEYS)

/** The column by which a table's rows are spread; undefined for one that is on every shard. */
export function keyOf(table: string): string | undefined {
  if (table in KEYS) return KEYS[table as keyof typeof KEYS]
  const group = Object.values(GROUPS).find(({ tables }) => (tables as readonly string[]).includes(table))
  // The group's first table is the thing itself, and its id is the key.
  return group && (group.tables[0] === table ? 'id' : group.key)
}

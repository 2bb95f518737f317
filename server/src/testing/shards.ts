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
export const REFERENCES = ['organization', 'server_state', 'image', 'migration', 'link_preview', 'watch', 'access_file']
/** Each found by its own key, and by nothing else. */
export const LOOK_UPS = [
  'oauth_app',
  'oauth_item',
  'login',
  'handle',
  'room_link',
  'direct_room',
  'ticket',
  'organization_storage',
]

/** The column by which a table's rows are spread; undefined for one that is not in a group. */
export function keyOf(table: string): string | undefined {
  const group = Object.values(GROUPS).find(({ tables }) => (tables as readonly string[]).includes(table))
  // The group's first table is the thing itself, and its id is the key.
  return group && (group.tables[0] === table ? 'id' : group.key)
}

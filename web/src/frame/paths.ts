export const settingsSections = [
  'profile',
  'look',
  'notifications',
  'language',
  'address',
  'password',
  'devices',
  'blocked',
  'close',
  'tokens',
  'webhooks',
  'apps',
  'developer',
] as const
export type SettingsSection = (typeof settingsSections)[number]

export const adminSections = ['people', 'invitations', 'statistics', 'tokens'] as const
export type AdminSection = (typeof adminSections)[number]

export const taskViews = ['list', 'board', 'calendar'] as const
export type TaskView = (typeof taskViews)[number]

/** Setting up an organization; the last two are for its founder, and may be passed over. */
export const foundSteps = ['organization', 'room', 'invite'] as const
export type FoundStep = (typeof foundSteps)[number]

/** Every address of the client, in one place. The parts are plain links; whoever routes takes them from here. */
export const paths = {
  chats: '/',
  room: (roomId: number, messageId?: string) => `/rooms/${roomId}${messageId ? `/${messageId}` : ''}`,
  contacts: '/contacts',
  bookmarks: '/bookmarks',
  /** With a task: it is open beside the view. */
  tasks: (view: TaskView = 'list', task?: { roomId: number; id: number }) =>
    `/tasks${view === 'list' ? '' : `/${view}`}${task ? `?task=${task.roomId}-${task.id}` : ''}`,
  /** Of one room, or of all. */
  files: (roomId?: number) => (roomId === undefined ? '/files' : `/files?room=${roomId}`),
  settings: (section?: SettingsSection) => (section ? `/settings/${section}` : '/settings'),
  admin: (section?: AdminSection) => (section ? `/admin/${section}` : '/admin'),
  /** With the question whom to invite. */
  invite: '/admin/invitations#invite',
  signIn: (then?: string) => (then ? `/sign-in?then=${encodeURIComponent(then)}` : '/sign-in'),
  found: (step: FoundStep = 'organization', then?: string | null) =>
    `/found${step === 'organization' ? '' : `/${step}`}${then ? `?then=${encodeURIComponent(then)}` : ''}`,
  forgotten: '/forgotten',
}

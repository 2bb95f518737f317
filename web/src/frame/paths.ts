export const settingsSections = ['profile', 'look', 'language', 'password', 'devices'] as const
export type SettingsSection = (typeof settingsSections)[number]

export const adminSections = ['people', 'invitations'] as const
export type AdminSection = (typeof adminSections)[number]

/** Every address of the client, in one place. The parts are plain links; whoever routes takes them from here. */
export const paths = {
  chats: '/',
  room: (roomId: number, messageId?: string) => `/rooms/${roomId}${messageId ? `/${messageId}` : ''}`,
  bookmarks: '/bookmarks',
  settings: (section?: SettingsSection) => (section ? `/settings/${section}` : '/settings'),
  admin: (section?: AdminSection) => (section ? `/admin/${section}` : '/admin'),
  signIn: (then?: string) => (then ? `/sign-in?then=${encodeURIComponent(then)}` : '/sign-in'),
  found: '/found',
  forgotten: '/forgotten',
}

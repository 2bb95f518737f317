import type { frameJa } from './frame.ja.ts'

export const frameEn: typeof frameJa = {
  nav: 'Main',
  home: 'Naniwa, go to chats',
  chats: 'Chats',
  tasks: 'Tasks',
  files: 'Files',
  contacts: 'People',
  bookmarks: 'Saved',
  admin: 'Admin',
  settings: 'Settings',
  more: 'More',
  me: 'Your menu',
  profile: 'Profile',
  signOut: 'Sign out',
  nowhere: 'No such page',
  nowhereText: "The address isn't quite right, or the page is gone.",
  unread: (count) => `${count} unread`,
  requests: (count) => `Requests: ${count}`,
  toMe: (count) => `${count} to you`,
}

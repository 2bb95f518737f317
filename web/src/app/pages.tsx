import { later } from '../ui/later.tsx'
import { Blank, BlankSheet } from './Blank.tsx'

// Pages that most visits do not begin with: each comes in a file of its own.

export const FoundGate = later(async () => (await import('./FoundGate.tsx')).FoundGate, <Blank />)
export const AddressGate = later(async () => (await import('./AddressGate.tsx')).AddressGate, <Blank />)
export const InvitationGate = later(async () => (await import('./JoinGates.tsx')).InvitationGate, <Blank />)
export const RoomLinkGate = later(async () => (await import('./JoinGates.tsx')).RoomLinkGate, <Blank />)

export const SettingsPages = later(async () => (await import('./SettingsPages.tsx')).SettingsPages, <BlankSheet />)
export const AdminPages = later(async () => (await import('./AdminPages.tsx')).AdminPages, <BlankSheet />)
export const BookmarksPage = later(
  async () => (await import('../messages/BookmarksPage.tsx')).BookmarksPage,
  <BlankSheet />,
)
export const ConsentGate = later(async () => (await import('./ConsentGate.tsx')).ConsentGate, <Blank />)
export const ConsentFaultGate = later(async () => (await import('./ConsentGate.tsx')).ConsentFaultGate, <Blank />)
export const ContactsPage = later(
  async () => (await import('../contacts/ContactsPage.tsx')).ContactsPage,
  <BlankSheet />,
)
export const FilesPage = later(async () => (await import('../files/page/FilesPage.tsx')).FilesPage, <BlankSheet />)
export const TasksPage = later(async () => (await import('../tasks/TasksPage.tsx')).TasksPage, <BlankSheet />)

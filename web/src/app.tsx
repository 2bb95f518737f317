import { useEffect, useState } from 'react'
import { additions } from './app/additions.ts'
import { Blank } from './app/Blank.tsx'
import { ChatsPage } from './app/ChatsPage.tsx'
import { ConfirmGate, ForgottenGate, ResetGate, SignInGate } from './app/Gates.tsx'
import {
  AddressGate,
  AdminPages,
  BookmarksPage,
  ConsentFaultGate,
  ConsentGate,
  ContactsPage,
  FilesPage,
  FoundGate,
  InvitationGate,
  RoomLinkGate,
  SettingsPages,
  TasksPage,
} from './app/pages.tsx'
import { navigate, useRoute } from './app/router.ts'
import type { Route } from './app/routes.ts'
import { Shell } from './app/Shell.tsx'
import { openSession, useSession } from './app/session.ts'
import { Unreachable } from './app/Unreachable.tsx'
import { fileSlots } from './files/slots.ts'
import { paths } from './frame/paths.ts'
import { ClientContext, useMe } from './live/client.ts'
import { AdditionsContext } from './messages/additions.ts'
import { SlotsContext } from './messages/slots.ts'
import { Notifications } from './notifications/Notifications.tsx'
import type { Client } from './sync/client.ts'
import { UiProvider } from './ui/UiProvider.tsx'

export function App() {
  return (
    <UiProvider>
      <Pages />
    </UiProvider>
  )
}

function Pages() {
  const route = useRoute()
  const session = useSession()
  const [isOpened, setOpened] = useState(false)
  useEffect(() => {
    if (isOpened) return
    setOpened(true)
    void openSession()
  }, [isOpened])

  if (route.page === 'confirm') return <ConfirmGate secret={route.secret} />
  if (route.page === 'reset') return <ResetGate secret={route.secret} />
  if (route.page === 'address') return <AddressGate secret={route.secret} />
  if (route.page === 'consentFault') return <ConsentFaultGate fault={route.fault} />
  if (session.kind === 'opening') return <Blank />
  if (session.kind === 'unreachable') return <Unreachable />
  const client = session.kind === 'account' ? session.client : null
  if (route.page === 'found') return <FoundGate step={route.step} next={route.next} client={client} />
  if (route.page === 'join') return <InvitationGate secret={route.secret} client={client} />
  if (route.page === 'roomLink') return <RoomLinkGate code={route.code} client={client} />
  if (session.kind === 'visitor') return <Visitor route={route} founded={session.founded} />
  return (
    <ClientContext value={session.client}>
      <SlotsContext value={fileSlots}>
        <AdditionsContext value={additions}>
          <Account route={route} client={session.client} />
          <Notifications roomId={route.page === 'room' ? route.roomId : null} />
        </AdditionsContext>
      </SlotsContext>
    </ClientContext>
  )
}

function Visitor({ route, founded }: { route: Route; founded: boolean }) {
  if (route.page === 'forgotten') return <ForgottenGate />
  if (route.page === 'signIn') return <SignInGate next={route.next} />
  if (!founded) return <Redirect to={paths.found()} />
  const here = location.pathname + location.hash
  return <Redirect to={paths.signIn(here === '/' ? undefined : here)} />
}

function Redirect({ to }: { to: string }) {
  useEffect(() => navigate(to, 'replace'), [to])
  return <Blank />
}

function Account({ route, client }: { route: Route; client: Client }) {
  const me = useMe()
  if (!me) return <Blank />
  switch (route.page) {
    case 'signIn':
    case 'forgotten':
      return <Redirect to={paths.chats} />
    case 'consent':
      return <ConsentGate me={me} uid={route.uid} />
    case 'settings':
    case 'admin':
    case 'contacts':
    case 'bookmarks':
    case 'tasks':
    case 'files':
      return (
        <Shell place={route.page} me={me} client={client}>
          {(signOut) => {
            if (route.page === 'settings') return <SettingsPages me={me} section={route.section} onSignOut={signOut} />
            if (route.page === 'admin') return <AdminPages me={me} section={route.section} />
            if (route.page === 'tasks') return <TasksPage view={route.view} open={route.task} me={me} />
            if (route.page === 'contacts') return <ContactsPage />
            if (route.page === 'files') return <FilesPage key={route.roomId} me={me} roomId={route.roomId} />
            return <BookmarksPage />
          }}
        </Shell>
      )
    default:
      return <ChatsPage route={route} me={me} client={client} />
  }
}

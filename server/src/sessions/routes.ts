import { api } from '@naniwa/contract'
import { type Route, route } from '../route.ts'
import { here } from './here.ts'
import { list } from './list.ts'
import { revoke } from './revoke.ts'
import { revokeAll } from './revokeAll.ts'
import { signIn } from './signIn.ts'
import { signOut } from './signOut.ts'

export const sessionRoutes: Route[] = [
  route(api.sessions.signIn, signIn),
  route(api.sessions.signOut, signOut),
  route(api.sessions.list, list),
  route(api.sessions.here, here),
  route(api.sessions.revoke, revoke),
  route(api.sessions.revokeAll, revokeAll),
]

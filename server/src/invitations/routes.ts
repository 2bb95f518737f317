import { api } from '@naniwa/contract'
import { type Route, route } from '../route.ts'
import { accept } from './accept.ts'
import { create } from './create.ts'
import { list } from './list.ts'
import { readOne } from './readOne.ts'
import { revoke } from './revoke.ts'

export const invitationRoutes: Route[] = [
  route(api.invitations.create, create),
  route(api.invitations.list, list),
  route(api.invitations.revoke, revoke),
  route(api.invitations.read, readOne),
  route(api.invitations.accept, accept),
]

import { api } from '@naniwa/contract'
import { type Route, route } from '../route.ts'
import { activate } from './activate.ts'
import { close } from './close.ts'
import { deactivate } from './deactivate.ts'
import { endSessions } from './endSessions.ts'

export const departureRoutes: Route[] = [
  route(api.accounts.close, close),
  route(api.organizations.deactivate, deactivate),
  route(api.organizations.activate, activate),
  route(api.organizations.endSessions, endSessions),
]

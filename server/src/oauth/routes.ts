import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { answer } from './answer.ts'
import { apps, createApp, deleteApp, editApp, renewSecret } from './apps.ts'
import { connections, disconnect } from './connections.ts'
import { policy, setPolicy } from './policy.ts'
import { request } from './request.ts'

export const oauthRoutes = [
  route(api.oauth.request, request),
  route(api.oauth.answer, answer),
  route(api.oauth.connections, connections),
  route(api.oauth.disconnect, disconnect),
  route(api.oauth.apps, apps),
  route(api.oauth.createApp, createApp),
  route(api.oauth.editApp, editApp),
  route(api.oauth.renewSecret, renewSecret),
  route(api.oauth.deleteApp, deleteApp),
  route(api.oauth.policy, policy),
  route(api.oauth.setPolicy, setPolicy),
]

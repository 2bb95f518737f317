import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { state } from './state.ts'
import { subscribe } from './subscribe.ts'
import { unsubscribe } from './unsubscribe.ts'

export const pushRoutes = [
  route(api.push.state, state),
  route(api.push.subscribe, subscribe),
  route(api.push.unsubscribe, unsubscribe),
]

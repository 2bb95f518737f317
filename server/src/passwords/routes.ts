import { api } from '@naniwa/contract'
import { type Route, route } from '../route.ts'
import { change } from './change.ts'
import { requestReset } from './requestReset.ts'
import { reset } from './reset.ts'

export const passwordRoutes: Route[] = [
  route(api.passwords.change, change),
  route(api.passwords.requestReset, requestReset),
  route(api.passwords.reset, reset),
]

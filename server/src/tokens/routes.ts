import { api } from '@naniwa/contract'
import { type Route, route } from '../route.ts'
import { create } from './create.ts'
import { list } from './list.ts'
import { listAll } from './listAll.ts'
import { setPolicy } from './policy.ts'
import { approve, reject } from './review.ts'
import { revoke } from './revoke.ts'

export const tokenRoutes: Route[] = [
  route(api.tokens.create, create),
  route(api.tokens.list, list),
  route(api.tokens.revoke, revoke),
  route(api.tokens.listAll, listAll),
  route(api.tokens.approve, approve),
  route(api.tokens.reject, reject),
  route(api.tokens.setPolicy, setPolicy),
]

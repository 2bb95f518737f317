import { api } from '@naniwa/contract'
import { type Route, route } from '../route.ts'
import { changeAddress } from './change.ts'
import { confirmAddress } from './confirm.ts'

export const addressRoutes: Route[] = [
  route(api.accounts.changeAddress, changeAddress),
  route(api.accounts.confirmAddress, confirmAddress),
]

import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { account } from './account.ts'
import { hello } from './hello.ts'
import { room } from './room.ts'

export const syncRoutes = [route(api.sync.hello, hello), route(api.sync.account, account), route(api.sync.room, room)]

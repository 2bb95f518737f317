import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { jump } from './jump.ts'
import { messages } from './messages.ts'

export const searchRoutes = [route(api.search.messages, messages), route(api.search.jump, jump)]

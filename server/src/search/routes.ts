import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { files } from './files.ts'
import { jump } from './jump.ts'
import { messages } from './messages.ts'
import { tasks } from './tasks.ts'

export const searchRoutes = [
  route(api.search.messages, messages),
  route(api.search.tasks, tasks),
  route(api.search.files, files),
  route(api.search.jump, jump),
]

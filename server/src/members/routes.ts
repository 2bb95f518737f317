import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { add } from './add.ts'
import { change } from './change.ts'
import { list } from './list.ts'
import { remove } from './remove.ts'
import { setRole } from './setRole.ts'

export const memberRoutes = [
  route(api.members.list, list),
  route(api.members.add, add),
  route(api.members.change, change),
  route(api.members.setRole, setRole),
  route(api.members.remove, remove),
]

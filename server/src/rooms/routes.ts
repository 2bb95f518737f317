import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { arrange } from './arrange.ts'
import { create } from './create.ts'
import { deleteRoom } from './delete.ts'
import { direct } from './direct.ts'
import { get } from './get.ts'
import { leave } from './leave.ts'
import { typing } from './typing.ts'
import { update } from './update.ts'

export const roomRoutes = [
  route(api.rooms.create, create),
  route(api.rooms.direct, direct),
  route(api.rooms.get, get),
  route(api.rooms.update, update),
  route(api.rooms.leave, leave),
  route(api.rooms.delete, deleteRoom),
  route(api.rooms.arrange, arrange),
  route(api.rooms.typing, typing),
]

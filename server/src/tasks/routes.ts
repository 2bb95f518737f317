import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { about } from './about.ts'
import { check } from './check.ts'
import { countComments } from './countComments.ts'
import { create } from './create.ts'
import { deleteTask } from './delete.ts'
import { edit } from './edit.ts'
import { get } from './get.ts'
import { list } from './list.ts'
import { mine } from './mine.ts'
import { setStatus } from './setStatus.ts'

export const taskRoutes = [
  route(api.tasks.create, create),
  route(api.tasks.edit, edit),
  route(api.tasks.setStatus, setStatus),
  route(api.tasks.check, check),
  route(api.tasks.delete, deleteTask),
  route(api.tasks.get, get),
  route(api.tasks.about, about),
  route(api.tasks.countComments, countComments),
  route(api.tasks.list, list),
  route(api.tasks.mine, mine),
]

import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { deleteFile } from './delete.ts'
import { get } from './get.ts'
import { list } from './list.ts'
import { restore } from './restore.ts'
import { usage } from './usage.ts'

export const fileRoutes = [
  route(api.files.get, get),
  route(api.files.restore, restore),
  route(api.files.list, list),
  route(api.files.delete, deleteFile),
  route(api.files.usage, usage),
]

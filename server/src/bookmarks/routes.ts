import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { add, list, remove } from './keep.ts'

export const bookmarkRoutes = [
  route(api.bookmarks.add, add),
  route(api.bookmarks.remove, remove),
  route(api.bookmarks.list, list),
]

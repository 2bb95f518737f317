import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { remove } from './remove.ts'
import { save } from './save.ts'

export const categoryRoutes = [route(api.categories.save, save), route(api.categories.remove, remove)]

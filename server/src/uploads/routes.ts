import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { abort } from './abort.ts'
import { begin } from './begin.ts'
import { complete } from './complete.ts'
import { uploads } from './list.ts'
import { parts } from './parts.ts'

export const uploadRoutes = [
  route(api.files.begin, begin),
  route(api.files.parts, parts),
  route(api.files.complete, complete),
  route(api.files.abort, abort),
  route(api.files.uploads, uploads),
]

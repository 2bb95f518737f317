import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { answer } from './answer.ts'
import { get } from './get.ts'
import { join } from './join.ts'
import { read } from './read.ts'
import { remove } from './remove.ts'
import { save } from './save.ts'

export const linkRoutes = [
  route(api.links.get, get),
  route(api.links.save, save),
  route(api.links.remove, remove),
  route(api.links.read, read),
  route(api.links.join, join),
  route(api.links.answer, answer),
]

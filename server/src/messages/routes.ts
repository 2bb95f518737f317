import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { deleteMessage } from './delete.ts'
import { edit } from './edit.ts'
import { get } from './get.ts'
import { list } from './list.ts'
import { read, unread } from './mark.ts'
import { react } from './react.ts'
import { send } from './send.ts'

export const messageRoutes = [
  route(api.messages.send, send),
  route(api.messages.edit, edit),
  route(api.messages.delete, deleteMessage),
  route(api.messages.react, react),
  route(api.messages.list, list),
  route(api.messages.get, get),
  route(api.messages.read, read),
  route(api.messages.unread, unread),
]

import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { accept } from './accept.ts'
import { block } from './block.ts'
import { cancel, withdraw } from './cancel.ts'
import { common } from './common.ts'
import { find } from './find.ts'
import { get } from './get.ts'
import { invite } from './invite.ts'
import { list } from './list.ts'
import { reject } from './reject.ts'
import { remove } from './remove.ts'
import { request } from './request.ts'

export const contactRoutes = [
  route(api.contacts.list, list),
  route(api.contacts.get, get),
  route(api.contacts.common, common),
  route(api.contacts.find, find),
  route(api.contacts.request, request),
  route(api.contacts.invite, invite),
  route(api.contacts.accept, accept),
  route(api.contacts.reject, reject),
  route(api.contacts.cancel, cancel),
  route(api.contacts.withdraw, withdraw),
  route(api.contacts.remove, remove),
  route(api.contacts.block, block),
]

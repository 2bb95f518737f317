import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { create } from './create.ts'
import { deleteWebhook } from './delete.ts'
import { list as deliveries } from './delivery/list.ts'
import { redeliver } from './delivery/redeliver.ts'
import { trial } from './delivery/trial.ts'
import { edit } from './edit.ts'
import { list } from './list.ts'
import { rotate } from './rotate.ts'

export const webhookRoutes = [
  route(api.webhooks.list, list),
  route(api.webhooks.create, create),
  route(api.webhooks.edit, edit),
  route(api.webhooks.delete, deleteWebhook),
  route(api.webhooks.rotate, rotate),
  route(api.webhooks.test, trial),
  route(api.webhooks.deliveries, deliveries),
  route(api.webhooks.redeliver, redeliver),
]

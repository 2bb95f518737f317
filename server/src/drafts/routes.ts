import { api } from '@naniwa/contract'
import { route } from '../route.ts'
import { save } from './save.ts'

export const draftRoutes = [route(api.drafts.save, save)]

import { api } from '@naniwa/contract'
import { type Route, route } from '../route.ts'
import { me } from './me.ts'
import { person } from './person.ts'
import { updateProfile } from './updateProfile.ts'
import { updateSettings } from './updateSettings.ts'

export const accountRoutes: Route[] = [
  route(api.accounts.me, me),
  route(api.accounts.updateProfile, updateProfile),
  route(api.accounts.updateSettings, updateSettings),
  route(api.accounts.person, person),
]

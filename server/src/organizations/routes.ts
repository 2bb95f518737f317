import { api } from '@naniwa/contract'
import { type Route, route } from '../route.ts'
import { confirm } from './confirm.ts'
import { found } from './found.ts'
import { people } from './people.ts'
import { rename } from './rename.ts'
import { setRole } from './setRole.ts'
import { status } from './status.ts'

export const organizationRoutes: Route[] = [
  route(api.server.status, status),
  route(api.organizations.found, found),
  route(api.organizations.confirm, confirm),
  route(api.organizations.people, people),
  route(api.organizations.rename, rename),
  route(api.organizations.setRole, setRole),
]

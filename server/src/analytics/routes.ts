import { api } from '@naniwa/contract'
import { type Route, route } from '../route.ts'
import { read } from './read.ts'

export const statisticsRoutes: Route[] = [route(api.statistics.read, read)]

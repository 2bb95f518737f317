import { readThreads, type Thread } from './script.ts'
import * as chat from './talk/chat.ts'
import * as design from './talk/design.ts'
import { endings } from './talk/endings.ts'
import * as factory from './talk/factory.ts'
import * as logistics from './talk/logistics.ts'
import * as more from './talk/more.ts'
import * as planning from './talk/planning.ts'
import * as direct from './talk/private.ts'
import * as quality from './talk/quality.ts'
import * as sales from './talk/sales.ts'
import * as floor from './talk/second-floor.ts'
import * as work from './talk/second-work.ts'
import * as systems from './talk/systems.ts'

const scripts = {
  announce: more.announce,
  audit: quality.audit,
  chat: chat.chat + floor.chat,
  complaint: quality.complaint,
  depot: logistics.depot + floor.depot,
  design: design.design + floor.design,
  direct: direct.direct + floor.direct,
  directEnglish: direct.directEnglish,
  ec: sales.ec + work.ec,
  english: more.english + floor.english,
  event: sales.event,
  factory: factory.factory + factory.factoryMore + floor.factory,
  finance: more.finance,
  hr: more.hr,
  logistics: logistics.logistics + floor.logistics,
  lunch: chat.lunch,
  meeting: planning.meeting,
  memo: direct.memo,
  mentor: more.mentor,
  office: planning.office,
  opening: chat.opening + floor.opening,
  planning: planning.planning + work.planning,
  pr: more.pr + work.pr,
  print: design.print,
  purchase: sales.purchase + work.purchase,
  quality: quality.quality + work.quality,
  recipe: more.recipe + work.recipe,
  review: more.review,
  sales: sales.sales + work.sales,
  shop: chat.shop + floor.shop,
  studio: design.studio + floor.studio,
  systems: systems.systems + floor.systems,
  voice: quality.voice,
}

export type TopicName = keyof typeof scripts

/** What a room may talk about. */
export const topics = Object.fromEntries(
  Object.entries(scripts).map(([name, script]) => [name, readThreads(script)]),
) as { [Name in TopicName]: Thread[] }

const byName = new Map(
  [
    factory.factoryDaily,
    logistics.logisticsDaily,
    logistics.depotDaily,
    chat.shopDaily,
    quality.qualityDaily,
    planning.openings,
    endings,
  ].flatMap((script) => readThreads(script).map((thread) => [thread.name, thread])),
)

/** A thread that a room asks for by name: what is said daily, and last scenes. */
export function threadOf(name: string): Thread {
  const thread = byName.get(name)
  if (!thread) throw new RangeError(`no thread is called ${name}`)
  return thread
}

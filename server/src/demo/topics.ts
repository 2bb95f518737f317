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
import * as systems from './talk/systems.ts'

const scripts = {
  announce: more.announce,
  audit: quality.audit,
  chat: chat.chat,
  complaint: quality.complaint,
  depot: logistics.depot,
  design: design.design,
  direct: direct.direct,
  directEnglish: direct.directEnglish,
  ec: sales.ec,
  english: more.english,
  event: sales.event,
  factory: factory.factory + factory.factoryMore,
  finance: more.finance,
  hr: more.hr,
  logistics: logistics.logistics,
  lunch: chat.lunch,
  meeting: planning.meeting,
  memo: direct.memo,
  mentor: more.mentor,
  office: planning.office,
  opening: chat.opening,
  planning: planning.planning,
  pr: more.pr,
  print: design.print,
  purchase: sales.purchase,
  quality: quality.quality,
  recipe: more.recipe,
  review: more.review,
  sales: sales.sales,
  shop: chat.shop,
  studio: design.studio,
  systems: systems.systems,
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

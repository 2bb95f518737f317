import { z } from 'zod'
import { settings } from './account.ts'
import { endpoint } from './endpoint.ts'
import { time } from './fields.ts'

const count = z.number().int()
/** Milliseconds; null when nothing was called. */
const milliseconds = z.number().nullable()

export const statisticsDay = z.strictObject({
  /** `YYYY-MM-DD`, where the reader is. */
  day: z.string(),
  /** People who were here themselves. */
  active: count,
  /** Those of them who wrote a message. */
  posting: count,
  messages: count,
  /** Calls of people and programs. */
  calls: count,
  /** Calls that failed through no fault of the caller. */
  failures: count,
})
export type StatisticsDay = z.infer<typeof statisticsDay>

export const statisticsReport = z.strictObject({
  /** What happened up to then is counted, which is some minutes ago; null when nothing was logged yet. */
  until: time.nullable(),
  /** People of the organization. */
  people: count,
  /** Every day of the stretch. */
  days: z.array(statisticsDay),
  /** The same of as many days before. */
  before: z.strictObject({ messages: count, calls: count, failures: count }),
  /** People who were here on the same day of the week before. */
  activeWeekAgo: count,
  /** Messages by hour of the week: 168 figures from Monday 0 o'clock on. */
  hours: z.array(count),
  latency: z.strictObject({ p50: milliseconds, p95: milliseconds, p99: milliseconds }),
  /** What called most in people's names: tokens and applications by what they are called. */
  programs: z.array(z.strictObject({ name: z.string(), calls: count, refused: count })),
  /** What was called most. */
  endpoints: z.array(z.strictObject({ name: z.string(), calls: count, p95: z.number() })),
  /** How calls ended that were not done. */
  errors: z.array(z.strictObject({ code: z.string(), count })),
  /** Bytes that files take; `quota` null is no limit. */
  storage: z.strictObject({ used: count, quota: count.nullable() }),
})
export type StatisticsReport = z.infer<typeof statisticsReport>

export const statistics = {
  read: endpoint({
    name: 'statistics.read',
    access: 'administrator',
    summary: 'What the people of one’s organization and their programs did, by the access log.',
    input: z.strictObject({
      /** Today included. */
      days: z.union([z.literal(7), z.literal(30), z.literal(365)]).default(30),
      timeZone: settings.shape.timeZone.default('Asia/Tokyo'),
    }),
    output: statisticsReport,
    errors: ['forbidden', 'overloaded'],
  }),
}

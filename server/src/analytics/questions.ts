/** Whose people they are: pairs of account and organization. */
export type People = readonly (readonly [accountId: number, organizationId: number])[]

/** A question goes in as a line of JSON, and as one more whose people the accounts are that the answerer asks for. */
export type Question = CompactQuestion | ReportQuestion

/** Files of lines, as they were written, and of Parquet. */
export interface Files {
  readonly raw: readonly string[]
  readonly parquet: readonly string[]
}

/** Puts the files of each hour or day into one of Parquet, ordered by organization, so that a reader of one skips the others. */
export interface CompactQuestion extends Files {
  readonly kind: 'compact'
  readonly made: readonly (Files & { readonly into: string })[]
}

/** What happened in an organization, or on the whole server. */
export interface ReportQuestion extends Files {
  readonly kind: 'report'
  readonly organizationId: number | null
  readonly zone: string
  /** Days of the zone, `YYYY-MM-DD`: the first that is looked at, and the first of what is told. */
  readonly before: string
  readonly first: string
}

export interface Answers {
  readonly compact: null
  readonly report: Report
}

export interface Report {
  /** Time of the newest line, in milliseconds; null when there is none. */
  readonly until: number | null
  /** Each day on which anything happened, those of the stretch before included. */
  readonly days: readonly Day[]
  /** Messages by hour of the week, from Monday 0 o'clock on: 168 figures. */
  readonly hours: number[]
  /** Milliseconds that calls took. Nulls when there were none. */
  readonly latency: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null }
  readonly programs: { readonly name: string; readonly calls: number; readonly refused: number }[]
  readonly endpoints: { readonly name: string; readonly calls: number; readonly p95: number }[]
  readonly errors: { readonly code: string; readonly count: number }[]
}

export interface Day {
  readonly day: string
  /** People who were here themselves, and those of them who wrote. */
  readonly active: number
  readonly posting: number
  readonly messages: number
  readonly calls: number
  /** Calls that failed through no fault of the caller. */
  readonly failures: number
}

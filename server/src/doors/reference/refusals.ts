import { type ErrorCode, errorStatus } from '@naniwa/contract'
import type { Comments } from './comments.ts'
import type { Response } from './document.ts'

/** One response per status: what tells errors apart is the code. */
export function refusals(codes: readonly ErrorCode[], comments: Comments): Record<string, Response> {
  const byStatus = Object.groupBy([...new Set(codes)], (code) => errorStatus[code])
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, those = []]) => {
      const description = those.map((code) => `\`${code}\`: ${meaning(code, comments)}`).join(' ')
      const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }
      return [status, { description, content, 'x-codes': those }]
    }),
  )
}

export function meaning(code: ErrorCode, comments: Comments): string {
  return comments(`errorStatus.${code}`) ?? fallback(code)
}

/** Codes that say it all themselves. */
function fallback(code: ErrorCode): string {
  return `${code.replace(/^./, (first) => first.toUpperCase()).replaceAll('_', ' ')}.`
}

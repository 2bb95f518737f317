import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const HANDBOOK = join(import.meta.dirname, '../../docs/self-hosting.md')

/** The variables that docs/self-hosting.md names. */
export function namedSettings(): string[] {
  const names = readFileSync(HANDBOOK, 'utf8').matchAll(
    /\b(NANIWA|[A-Z]+_DATABASE|DATABASE|REDIS|SMTP|MAIL|S3|AWS|CLAMD)_[A-Z_]+\b/g,
  )
  return [...new Set([...names].map(([name]) => name))]
}

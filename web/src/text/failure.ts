import type { ErrorCode } from '@naniwa/contract'
import type { Text } from './ja.ts'

/** Why something did not happen: the server's code, or no answer at all. */
export type Failure = ErrorCode | 'disconnected'

export function failureText(text: Text, failure: Failure): string {
  return failure in text.failures ? text.failures[failure as keyof Text['failures']] : text.failures.other
}

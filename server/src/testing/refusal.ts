import { Refusal } from '@naniwa/contract'

/** The body of the refusal that this work meets, as it goes on the wire; for comparing answers byte for byte. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refusal) return JSON.stringify(error.toBody())
    throw error
  }
  throw new Error('it was not refused')
}

/** The secret behind the `#` of the link in a mail or an answer. */
export function secretIn(text: string | null | undefined): string {
  const secret = /#([\w-]{43})/.exec(text ?? '')?.[1]
  if (!secret) throw new Error(`no link in: ${text}`)
  return secret
}

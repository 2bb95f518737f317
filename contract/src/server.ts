import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { nothing } from './fields.ts'

export const server = {
  status: endpoint({
    name: 'server.status',
    access: 'public',
    summary: 'What a visitor needs to know before signing in.',
    input: nothing,
    output: z.strictObject({
      /** False until the first organization is founded. */
      founded: z.boolean(),
      version: z.string(),
      /** False: mails are printed to the server's log. */
      mail: z.boolean(),
    }),
    errors: [],
  }),
}

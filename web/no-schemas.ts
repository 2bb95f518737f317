// What `zod` is in the built client. The contract's schemas are types to it: the server checks what comes in, and the client
// believes its server. So they need not be loaded and made: 60 kB less, and nothing that a strict page policy has to refuse.

function refuse(): never {
  throw new Error('schemas are types only in the client: they check nothing here')
}

const checks = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'decode', 'encode'])

/** Every way to make a schema, and every schema: whatever is asked of it, or called on it, is one again. */
const schema: object = new Proxy(() => schema, {
  get: (_, key) => (checks.has(String(key)) ? refuse : schema),
  apply: () => schema,
})

export const z = schema

/**
 * Stands for zod in the built client: whatever is called on it or read from it is it again. The contract's schemas are made there
 * and never asked (see `contract/src/api-names.ts`), so the library need not be downloaded.
 */
export const z: object = new Proxy(() => z, { get: () => z })

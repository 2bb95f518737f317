import type { api as whole } from './api.ts'

/**
 * Stands for `api` in a browser (see `imports` in package.json): every endpoint with its name and nothing else. A client sends and
 * believes without looking into it, and what it may send and will hear is known when it is compiled; so the schemas, and the
 * library they are made of, need not be downloaded.
 */
export const api = new Proxy({}, { get: (_, noun) => verbsOf(String(noun)) }) as typeof whole

function verbsOf(noun: string): object {
  return new Proxy({}, { get: (_, verb) => ({ name: `${noun}.${String(verb)}` }) })
}

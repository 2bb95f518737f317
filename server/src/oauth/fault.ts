import { mayRedirectSelf, type OauthScope, oauthScopes } from '@naniwa/contract'
import type { App } from '../context.ts'
import { readApp, type StoredApp } from './client.ts'

/** What is wrong with a request for somebody's leave, in the public API's numbers; an application nobody registered has none. */
export const faults = {
  '1001': 'response_type is missing',
  '3001': 'the request was declined',
  '4001': 'response_type=token is not supported',
  '4002': 'response_type is unknown',
  '5001': 'scope is missing',
  '5002': 'a scope is unknown, or none is one that the application was registered with',
  '11000': 'client_id is missing',
  '13000': 'redirect_uri is missing',
  '14000': 'redirect_uri is malformed',
  '15000': 'redirect_uri is not one that the application was registered with',
  '18000': 'code_challenge_method is not supported: S256 is',
  '19000': 'code_challenge is malformed or missing',
  '20000': 'code_verifier is malformed',
  unknown: 'no application has this client_id',
  other: 'a parameter is longer than 2,000 characters',
} as const
export type FaultNumber = keyof typeof faults

/** As a text: `5001: scope is missing`. */
export function faultText(number: FaultNumber): string {
  return number === 'unknown' || number === 'other' ? faults[number] : `${number}: ${faults[number]}`
}

/**
 * For what somebody may be asked: of what an application asks for, what it was registered with, as programs ask for everything that a
 * server knows. Where the browser would be sent to is looked at first: nobody is sent to a stranger's address.
 */
export async function examineRequest(app: App, query: URLSearchParams): Promise<FaultNumber | OauthScope[]> {
  const clientId = query.get('client_id')
  if (!clientId) return '11000'
  const client = await readApp(app.db, clientId)
  if (!client) return 'unknown'
  return redirectFault(client, query) ?? typeFault(query) ?? challengeFault(client, query) ?? scopesOf(client, query)
}

function redirectFault({ redirectUris }: StoredApp, query: URLSearchParams): FaultNumber | null {
  const address = query.get('redirect_uri')
  if (!address) return redirectUris.length > 1 ? '13000' : null
  if (!URL.canParse(address)) return '14000'
  return redirectUris.some((one) => one === address || isSameBesidesPort(one, address)) ? null : '15000'
}

/** On one's own machine, a program waits for the answer at whichever port is free (RFC 8252). Only one that registered itself may. */
function isSameBesidesPort(registered: string, address: string): boolean {
  const [before, now] = [new URL(registered), new URL(address)]
  if (before.protocol !== 'http:' || !mayRedirectSelf(address)) return false
  now.port = before.port
  return before.href === now.href
}

function typeFault(query: URLSearchParams): FaultNumber | null {
  const type = query.get('response_type')
  if (!type) return '1001'
  if (type === 'code') return null
  return type === 'token' ? '4001' : '4002'
}

function scopesOf({ scopes }: StoredApp, query: URLSearchParams): FaultNumber | OauthScope[] {
  const asked = (query.get('scope') ?? '').split(' ').filter(Boolean)
  if (asked.length === 0) return '5001'
  const known: readonly string[] = oauthScopes
  const granted = scopes.filter((one) => asked.includes(one))
  return granted.length > 0 && asked.every((one) => known.includes(one)) ? granted : '5002'
}

function challengeFault({ accountId }: StoredApp, query: URLSearchParams): FaultNumber | null {
  const challenge = query.get('code_challenge')
  const method = query.get('code_challenge_method')
  // What a registered one lacks it is told at its own address; a stranger's is not gone to.
  if (challenge === null && method === null) return accountId === null ? '19000' : null
  if (method !== 'S256') return '18000'
  return /^[\w.~-]{43,128}$/.test(challenge ?? '') ? null : '19000'
}

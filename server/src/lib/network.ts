import ipaddr from 'ipaddr.js'

/** IPv6 is handed out by the /64: who has one address has 2^64 of them. */
const V6_PREFIX = 64
/** What a site is given at most (RFC 6177): it has 2^16 such networks. */
const V6_SITE = 48

/**
 * What to count a network address under: an IPv4 address itself (also when written as IPv6), the /64 an IPv6 address lies in.
 * Anything else stays as it is.
 */
export function networkOf(address: string): string {
  return within(address, V6_PREFIX)
}

/** The same, but the /48 of an IPv6 address: for what one who has many networks must not do in the name of each. */
export function siteOf(address: string): string {
  return within(address, V6_SITE)
}

function within(address: string, prefix: number): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${withoutZone(parsed.toString())}/${prefix}`)}/${prefix}`
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/, '')
}

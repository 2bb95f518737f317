import ipaddr from 'ipaddr.js'

/** IPv6 is handed out by the /64: who has one address has 2^64 of them. */
const V6_PREFIX = 64

/**
 * What to count a network address under: an IPv4 address itself (also when written as IPv6), the /64 an IPv6 address lies in.
 * Anything else stays as it is.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${withoutZone(parsed.toString())}/${V6_PREFIX}`)}/${V6_PREFIX}`
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/, '')
}

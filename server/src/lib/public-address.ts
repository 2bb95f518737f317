import ipaddr from 'ipaddr.js'

/** All that is given out to the public in IPv6; beyond it lie mapped and translated (NAT64) addresses, which hide others. */
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * True for an address anybody on the internet may have: not private, loopback, link-local, multicast, carrier-grade NAT,
 * documentation, or an IPv6 address that carries an IPv4 one within.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_V6)
}

/** Whether a stranger's address may be sent to: https, or http to this machine itself where that is allowed. Whither a name leads is seen later. */
export function maySendTo(address: string, loopback: 'on' | 'off'): boolean {
  const { protocol, hostname } = new URL(address)
  if (protocol === 'https:') return true
  const own = hostname === 'localhost' || isLoopbackAddress(hostname.replace(/^\[|\]$/g, ''))
  return own && loopback === 'on'
}

export function isLoopbackAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.parse(address).range() === 'loopback'
}

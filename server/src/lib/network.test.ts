import { expect, test } from 'vitest'
import { networkOf, siteOf } from './network.ts'

test('an IPv4 address counts for itself, also in its IPv6 spelling', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
})

test('IPv6 addresses of one /64 count as one', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(networkOf('2001:db8:1:2:ffff::1')).toBe('2001:db8:1:2::/64')
  expect(networkOf('2001:db8:1:3::1')).not.toBe('2001:db8:1:2::/64')
  expect(networkOf('fe80::1%eth0')).toBe('fe80::/64')
})

test('a site has many networks, and one address when it is IPv4', () => {
  expect(siteOf('2001:db8:1:2::1')).toBe('2001:db8:1::/48')
  expect(siteOf('2001:db8:1:ffff::1')).toBe('2001:db8:1::/48')
  expect(siteOf('2001:db8:2::1')).not.toBe('2001:db8:1::/48')
  expect(siteOf('192.0.2.7')).toBe('192.0.2.7')
})

test('what is no address stays as it is', () => {
  expect(networkOf('unix')).toBe('unix')
  expect(networkOf('')).toBe('')
})

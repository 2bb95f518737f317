import { expect, test } from 'vitest'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'

test('addresses of the public internet are public', () => {
  const addresses = ['8.8.8.8', '1.1.1.1', '203.104.0.1', '172.32.0.1', '2606:4700::1111', '2400:cb00::1']
  expect(addresses.filter((address) => !isPublicAddress(address))).toEqual([])
})

test.each([
  ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12::1']],
  ['loopback', ['127.0.0.1', '127.255.255.254', '::1']],
  ['link-local, the cloud metadata address among them', ['169.254.169.254', 'fe80::1', 'fe80::1%eth0']],
  ['unspecified and broadcast', ['0.0.0.0', '0.1.2.3', '255.255.255.255', '::']],
  ['multicast', ['224.0.0.1', '239.1.1.1', 'ff02::1']],
  ['carrier-grade NAT', ['100.64.0.1', '100.127.255.255']],
  [
    'reserved and documentation',
    ['192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '240.0.0.1', '2001:db8::1'],
  ],
  ['IPv4 inside IPv6', ['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '::ffff:0:127.0.0.1']],
  ['NAT64, 6to4 and Teredo', ['64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001:0:7f00:1::']],
  ['site-local of old', ['fec0::1']],
  ['not addresses', ['', 'localhost', '127.1', '8.8.8.8/8']],
])('%s are not public', (_what, addresses) => {
  expect(addresses.filter(isPublicAddress)).toEqual([])
})

test('loopback is recognised in both families', () => {
  expect(['127.0.0.1', '127.8.9.1', '::1'].every(isLoopbackAddress)).toBe(true)
  expect(['10.0.0.1', '::ffff:127.0.0.1', 'localhost'].some(isLoopbackAddress)).toBe(false)
})

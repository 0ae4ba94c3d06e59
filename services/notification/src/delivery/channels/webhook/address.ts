import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Networks that are not the internet's: https://www.iana.org/assignments/iana-ipv4-special-registry */
const ofFour = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  ofFour.addSubnet(network, bits, 'ipv4')

/** All that is given out for the internet, and nothing that carries an IPv4 address inside: https://www.iana.org/assignments/ipv6-unicast-address-assignments */
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')
/** Within that: https://www.iana.org/assignments/iana-ipv6-special-registry */
const ofSix = new BlockList()
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  ofSix.addSubnet(network, bits, 'ipv6')

/** Whether an address is one of the house's or of no one's, or no IP address at all: a user's webhook must not reach into it. */
export function isPrivate(address: string): boolean {
  if (isIPv4(address)) return ofFour.check(address, 'ipv4')
  const isZoned = address.includes('%')
  return isZoned || !isIPv6(address) || !global.check(address, 'ipv6') || ofSix.check(address, 'ipv6')
}

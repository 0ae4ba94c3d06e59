import { BlockList, isIPv6 } from 'node:net'

/**
 * Networks that are not the internet's: https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 sibling.
 * Whatever carries an IPv4 address inside an IPv6 one is left out whole.
 */
const ofFour = new BlockList()
/** A list of its own: an IPv4 address counts as `::ffff:0:0/96` to a list that has that. */
const ofSix = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  ofFour.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  ofSix.addSubnet(network, bits, 'ipv6')

/** Whether an IP address is one of the house's or of no one's: a user's webhook must not reach into it. */
export const isPrivate = (address: string): boolean =>
  isIPv6(address) ? ofSix.check(address, 'ipv6') : ofFour.check(address, 'ipv4')

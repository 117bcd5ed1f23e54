import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

// Addresses that answer with a cloud machine's credentials, beyond 169.254/16 which every cloud shares.
const METADATA = ['fd00:ec2::254/128', 'fd20:ce::254/128', '100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32'];
const NEVER = [
  '0.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '255.255.255.255/32',
  '::/128',
  'fe80::/10',
  'ff00::/8',
  ...METADATA,
].map((cidr) => ipaddr.parseCIDR(cidr));
// IPv6 forms that carry an IPv4 address in their last 32 bits: compatible, NAT64, translated.
const CARRIERS = ['::/96', '64:ff9b::/96', '::ffff:0:0:0/96'].map((cidr) => ipaddr.parseCIDR(cidr));

/** The address that is really reached: IPv4 inside of IPv6 (mapped, compatible, NAT64, 6to4) is taken out. */
function reached(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const bytes = address.toByteArray();
  if (bytes[0] === 0x20 && bytes[1] === 0x02) return ipaddr.fromByteArray(bytes.slice(2, 6));
  const isLoopback = address.range() === 'loopback';
  if (!isLoopback && CARRIERS.some((cidr) => matches(address, cidr)) && address.range() !== 'unspecified') {
    return ipaddr.fromByteArray(bytes.slice(12));
  }
  return address;
}

function matches(address: Address, [network, bits]: [Address, number]): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}

/** The IP address in a URL's host name or a lookup's answer; null when it is a name. */
export function parseAddress(host: string): Address | null {
  const bare = host.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  return ipaddr.isValid(bare) ? ipaddr.parse(bare) : null;
}

/** Whether an address is link-local, a metadata service, unspecified or multicast: never a provider, whatever is allowed. */
export function isForbidden(address: Address): boolean {
  const real = reached(address);
  return NEVER.some((cidr) => matches(real, cidr) || matches(address, cidr));
}

/** Whether a list of CIDRs or single addresses names this one. Entries that are names are ignored. */
export function isListed(address: Address, list: readonly string[]): boolean {
  const real = reached(address);
  return list.some((entry) => {
    if (ipaddr.isValidCIDR(entry)) return matches(real, ipaddr.parseCIDR(entry));
    const single = parseAddress(entry);
    return single !== null && single.toNormalizedString() === real.toNormalizedString();
  });
}
